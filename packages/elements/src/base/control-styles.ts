import { css } from "lit";

/** Buttons, links, icons and the focus ring inside a conversation. */
export const controlStyles = css`
  :host {
    display: block;
    color: var(--k-ink);
    font: var(--k-text-body);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p,
  h2,
  h3,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  b {
    font-weight: 600;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    text-align: inherit;
  }
  :focus-visible {
    outline: var(--k-focus-width) solid var(--k-focus);
    outline-offset: var(--k-focus-gap);
  }
  .i {
    width: 20px;
    height: 20px;
    flex: none;
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .i.s {
    width: 16px;
    height: 16px;
    stroke-width: 2.2;
  }
  .i.l {
    width: 28px;
    height: 28px;
    stroke-width: 1.6;
  }
  .tool {
    width: 32px;
    height: 32px;
    flex: none;
    display: inline-grid;
    place-items: center;
    border-radius: var(--k-r-control);
    color: var(--k-ink-2);
  }
  .tool:hover {
    background: var(--k-soft);
    color: var(--k-accent);
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 32px;
    padding: 5px 12px;
    border: var(--k-line-width) solid var(--k-line-strong);
    border-radius: var(--k-r-control);
    background: var(--k-surface);
    color: var(--k-ink);
    font: 600 0.8125rem/1.125rem var(--k-font);
    text-align: center;
    transition: background-color var(--k-t-press) var(--k-ease);
  }
  .button:hover {
    background: var(--k-soft);
  }
  .button.main {
    min-height: 36px;
    padding: 8px 16px;
    background: var(--k-accent);
    border-color: var(--k-accent);
    color: var(--k-on-accent);
    font-size: 0.875rem;
  }
  .button.main:hover {
    background: var(--k-accent-hover);
    border-color: var(--k-accent-hover);
  }
  .button.main:active {
    background: var(--k-accent-press);
  }
  .button.stop {
    border-color: var(--k-stop);
    color: var(--k-stop-ink);
  }
  .button.wide {
    width: 100%;
  }
  .button.small {
    min-height: 28px;
    padding: 3px 10px;
    font: 600 0.75rem/1rem var(--k-font);
  }
  .button[aria-disabled="true"] {
    background: var(--k-sunken);
    border-color: var(--k-line);
    color: var(--k-ink-3);
    cursor: default;
  }
  .link {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    color: var(--k-accent);
    font: 600 0.8125rem/1.125rem var(--k-font);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  .link.quiet {
    color: var(--k-ink-2);
  }
  .link.small {
    font: 600 0.75rem/1rem var(--k-font);
  }
  .control {
    display: inline-block;
    padding: 0 3px;
    border: 1px solid var(--k-check);
    border-radius: var(--k-r-tag);
    background: var(--k-check-bg);
    color: var(--k-check-ink);
    font: 600 0.75rem/0.875rem var(--k-font);
    letter-spacing: 0.02em;
    unicode-bidi: isolate;
    direction: ltr;
  }
  .quote {
    border-left: 3px solid var(--k-line-strong);
    padding-left: 8px;
    font: var(--k-text-small);
    color: var(--k-ink-2);
    min-width: 0;
  }
  .quote b {
    display: block;
    font: 600 0.75rem/1rem var(--k-font);
    overflow-wrap: anywhere;
  }
  .quote .one {
    display: block;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .button,
    .tool {
      border: 1px solid ButtonBorder;
    }
    /* Filled with a system colour: a box of the ground behind the letters would hide them. */
    .button.main,
    .send,
    .count,
    .me,
    .toast,
    .unread span {
      forced-color-adjust: none;
    }
  }
`;
