import { css } from "lit";

export const dropZoneStyles = css`
  :host {
    position: absolute;
    inset: 0;
    z-index: var(--k-z-drop);
    padding: 10px;
    background: color-mix(in srgb, var(--k-canvas) 88%, transparent);
    pointer-events: none;
  }
  .zone {
    display: flex;
    flex-direction: column;
    height: 100%;
    border: 2px dashed var(--k-accent);
    border-radius: var(--k-r-card);
    background: var(--k-surface);
    overflow: auto;
  }
  .refused {
    border: 2px solid var(--k-stop);
    background: var(--k-stop-bg);
    color: var(--k-stop-ink);
  }
  .plate {
    border: 0;
    border-bottom: var(--k-line-width) solid var(--k-line);
    border-radius: 0;
    flex: none;
  }
  .nobody {
    display: flex;
    gap: 8px;
    padding: 12px;
    border-bottom: var(--k-line-width) solid var(--k-line);
  }
  .middle {
    flex: 1;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 4px;
    padding: 16px;
    text-align: center;
    font: var(--k-text-small);
    color: var(--k-ink-2);
    overflow-wrap: anywhere;
  }
  .middle .i {
    color: var(--k-accent);
  }
  .middle b {
    font: var(--k-text-head);
    color: var(--k-ink);
  }
  .refused .middle,
  .refused .middle b,
  .refused .i {
    color: inherit;
  }
`;
