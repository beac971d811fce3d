import { icons, type IconName } from "@konsil/look";
import { html, svg, type TemplateResult } from "lit";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";

/** A line icon of ours, 16, 20 or 28 px. It never stands alone for anything that sends, files or deletes. */
export function icon(name: IconName, size: "s" | "m" | "l" = "m"): TemplateResult {
  // The markup is a constant of this build, never a text that came from somewhere.
  return html`<svg class="i ${size}" viewBox="0 0 24 24" aria-hidden="true">${svg`${unsafeSVG(icons[name])}`}</svg>`;
}
