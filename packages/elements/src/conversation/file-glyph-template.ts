import { css, html, type TemplateResult } from "lit";
import { fileGlyph } from "./file-glyph.ts";

/** A sheet with the letters of the extension. The name beside it says the same, so it is hidden from screen readers. */
export function renderFileGlyph(name: string): TemplateResult {
  return html`<span class="glyph" aria-hidden="true"
    ><svg viewBox="0 0 32 40">
      <path class="sheet" d="M3 1.5h17.5L29 10v28.5H3z"></path>
      <path d="M20.5 1.5V10H29"></path>
      <path class="lines" d="M8 16h16M8 20.5h16"></path></svg
    ><b>${fileGlyph(name)}</b></span
  >`;
}

export const fileGlyphStyles = css`
  .glyph {
    position: relative;
    width: 32px;
    height: 40px;
    color: var(--k-ink-2);
  }
  .glyph svg {
    display: block;
    width: 32px;
    height: 40px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .glyph .sheet {
    fill: var(--k-surface);
  }
  .glyph .lines {
    stroke-width: 1.3;
    opacity: 0.45;
  }
  .glyph b {
    position: absolute;
    inset: auto 0 5px;
    text-align: center;
    font: 600 0.625rem/1 var(--k-font);
    letter-spacing: 0.02em;
  }
`;
