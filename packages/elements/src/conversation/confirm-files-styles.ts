import { css } from "lit";

export const confirmFilesStyles = css`
  .corner {
    position: absolute;
    top: 8px;
    right: 8px;
  }
  .label {
    margin: 10px 16px 4px;
  }
  h2 + .corner + .label {
    margin-top: 0;
  }
  .card {
    margin: 0 16px;
  }
  .nobody,
  .to {
    display: flex;
    gap: 10px;
    align-items: center;
    margin: 0 16px;
  }
  .to > div {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  small {
    display: block;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
  }
  .files,
  .checks {
    list-style: none;
    display: grid;
    gap: 8px;
    margin: 0 16px;
  }
  .files li {
    display: grid;
    grid-template-columns: 36px 1fr;
    column-gap: 10px;
    align-items: start;
  }
  .files .glyph {
    margin-left: 2px;
  }
  .files .name {
    font: 600 0.8125rem/1.125rem var(--k-font);
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .checks {
    gap: 6px;
    margin-top: 12px;
    font: var(--k-text-small);
  }
  .checks li {
    display: grid;
    grid-template-columns: 18px 1fr;
    gap: 8px;
  }
  .checks .i {
    width: 18px;
    height: 18px;
  }
  .good .i {
    color: var(--k-done);
  }
  .look {
    color: var(--k-check-ink);
  }
  .look .i {
    color: var(--k-check);
  }
  textarea {
    flex: none;
    height: 36px;
    max-height: 96px;
    margin: 12px 16px 0;
    padding: 7px 10px;
    resize: none;
    border: var(--k-line-width) solid var(--k-line-strong);
    border-radius: var(--k-r-control);
    background: var(--k-surface);
    color: var(--k-ink);
    font: var(--k-text-body);
  }
  textarea::placeholder {
    color: var(--k-ink-3);
    opacity: 1;
  }
`;
