import { css } from "lit";

export const composerStyles = css`
  :host {
    position: relative;
    z-index: var(--k-z-bar);
    flex: none;
    background: var(--k-surface);
    border-top: var(--k-line-width) solid var(--k-line);
  }
  form {
    padding: 6px 8px 8px 10px;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 5px;
    padding: 0 2px 6px;
    font: var(--k-text-meta);
    color: var(--k-ink-2);
    overflow-wrap: anywhere;
  }
  .about b {
    color: var(--k-ink);
  }
  .about .i {
    width: 14px;
    height: 14px;
    display: inline-block;
    vertical-align: -2px;
    margin-right: 4px;
  }
  .whole {
    white-space: nowrap;
  }
  .reply {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0 0 6px 42px;
  }
  .reply .quote {
    flex: 1;
  }
  .line {
    display: flex;
    align-items: flex-end;
    gap: 6px;
  }
  .tool,
  .send {
    width: 36px;
    height: 36px;
  }
  textarea {
    flex: 1;
    min-width: 0;
    height: 36px;
    max-height: calc(5 * 20px + 16px);
    padding: 7px 10px;
    resize: none;
    overflow-y: auto;
    border: var(--k-line-width) solid var(--k-line-strong);
    border-radius: var(--k-r-control);
    background: var(--k-surface);
    color: var(--k-ink);
    font: var(--k-text-body);
    scrollbar-width: thin;
  }
  textarea::placeholder {
    color: var(--k-ink-3);
    opacity: 1;
  }
  .send {
    display: grid;
    place-items: center;
    flex: none;
    border-radius: var(--k-r-control);
    background: var(--k-accent);
    color: var(--k-on-accent);
  }
  .send:hover {
    background: var(--k-accent-hover);
  }
  .send:active {
    background: var(--k-accent-press);
  }
  .send[aria-disabled="true"] {
    background: var(--k-sunken);
    color: var(--k-ink-3);
    border: var(--k-line-width) solid var(--k-line);
    cursor: default;
  }
  .closed {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    padding: 10px 12px;
    background: var(--k-sunken);
    font: var(--k-text-small);
    color: var(--k-ink-2);
  }
  .closed b {
    display: block;
    color: var(--k-ink);
    overflow-wrap: anywhere;
  }
  .closed .words {
    flex: 1;
    min-width: 0;
  }
  .elsewhere-title {
    display: flex;
    gap: 8px;
    padding: 9px 12px;
    background: var(--k-check-bg);
    color: var(--k-check-ink);
    border-bottom: var(--k-line-width) solid var(--k-check-line);
    font: 600 0.875rem/1.25rem var(--k-font);
  }
  .elsewhere {
    padding: 10px 12px;
    display: grid;
    gap: 10px;
  }
  .draft {
    padding: 7px 10px 8px;
    border-top: 1px solid var(--k-line);
    font: var(--k-text-small);
  }
  .draft .text {
    display: block;
    max-height: 90px;
    overflow-y: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .draft small {
    font: var(--k-text-meta);
    color: var(--k-ink-3);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 12px;
  }
  @media (forced-colors: active) {
    .send {
      border: 1px solid ButtonBorder;
    }
  }
`;
