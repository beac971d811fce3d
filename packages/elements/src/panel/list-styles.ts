import { css } from "lit";

export const listStyles = css`
  :host {
    flex: 1;
    min-height: 0;
    overflow: auto;
    display: block;
    background: var(--k-canvas);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 14px 12px 6px;
    font: 600 0.8125rem/1.125rem var(--k-font);
    color: var(--k-ink-2);
  }
  .head h2 {
    flex: 1;
    font: inherit;
  }
  .head.top {
    padding: 8px 12px;
    min-height: 48px;
  }
  .head .tool {
    margin: 0 -4px 0 -8px;
  }
  ul {
    list-style: none;
    background: var(--k-surface);
    border-top: var(--k-line-width) solid var(--k-line);
    border-bottom: var(--k-line-width) solid var(--k-line);
  }
  li + li {
    border-top: 1px solid var(--k-line);
  }
  .row {
    display: grid;
    grid-template-columns: 36px minmax(0, 1fr) auto;
    column-gap: 10px;
    width: 100%;
    padding: 10px 12px;
    align-items: start;
    text-align: left;
  }
  button.row:hover {
    background: var(--k-soft);
  }
  button.row:focus-visible {
    outline-offset: -2px;
  }
  .title {
    display: block;
    font: 600 0.875rem/1.25rem var(--k-font);
    overflow-wrap: anywhere;
  }
  .where {
    display: block;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
    overflow-wrap: anywhere;
  }
  .preview {
    display: flex;
    gap: 4px;
    align-items: center;
    margin-top: 2px;
    font: var(--k-text-small);
    color: var(--k-ink-2);
    white-space: nowrap;
    overflow: hidden;
  }
  .preview > span {
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
  }
  .preview.failed {
    color: var(--k-stop-ink);
  }
  .side {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 4px;
    font: 400 0.75rem/1.25rem var(--k-font);
    color: var(--k-ink-3);
  }
  .side.on {
    flex-direction: row;
    align-items: center;
    align-self: center;
  }
  .new .preview,
  .new .side {
    color: var(--k-ink);
    font-weight: 600;
  }
  .count {
    min-width: 20px;
    height: 20px;
    padding: 0 6px;
    border-radius: var(--k-r-full);
    background: var(--k-accent);
    color: var(--k-on-accent);
    font: 600 0.75rem/1.25rem var(--k-font);
    text-align: center;
  }
  .about {
    display: block;
    font: var(--k-text-meta);
    color: var(--k-ink-2);
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 8px;
  }
  .empty {
    padding: 20px 16px;
  }
  .empty h2 {
    font: var(--k-text-head);
  }
  .empty p {
    color: var(--k-ink-2);
    margin: 4px 0 12px;
  }
  @media (max-width: 359px) {
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .row > .avatar {
      display: none;
    }
  }
`;
