import { css } from "lit";

export const findStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 4px;
    min-height: 48px;
    background: var(--k-surface);
    border-bottom: var(--k-line-width) solid var(--k-line);
  }
  h2 {
    font: 600 0.875rem/1.25rem var(--k-font);
    overflow-wrap: anywhere;
  }
  .field {
    padding: 12px;
    background: var(--k-surface);
    border-bottom: var(--k-line-width) solid var(--k-line);
  }
  label {
    display: block;
    margin-bottom: 4px;
    font: 600 0.8125rem/1.125rem var(--k-font);
  }
  .search {
    position: relative;
    display: block;
  }
  .search > .i {
    position: absolute;
    left: 10px;
    top: 10px;
    color: var(--k-ink-3);
  }
  .clear {
    position: absolute;
    right: 6px;
    top: 6px;
    width: 24px;
    height: 24px;
    display: grid;
    place-items: center;
    border-radius: var(--k-r-tag);
    color: var(--k-ink-2);
  }
  #term::-webkit-search-cancel-button {
    display: none;
  }
  #term {
    appearance: none;
    width: 100%;
    min-height: 36px;
    padding: 7px 34px;
    border: var(--k-line-width) solid var(--k-line-strong);
    border-radius: var(--k-r-control);
    background: var(--k-surface);
    color: var(--k-ink);
    font: var(--k-text-body);
  }
  .note {
    margin-top: 4px;
    font: var(--k-text-small);
    color: var(--k-ink-2);
  }
  .hits {
    flex: 1;
    overflow: auto;
  }
  .row[aria-pressed="true"] {
    background: var(--k-soft);
  }
  mark {
    background: none;
    color: inherit;
    text-decoration: underline;
    text-decoration-color: var(--k-accent);
    text-decoration-thickness: 2px;
  }
  .foot {
    padding: 12px;
    background: var(--k-surface);
    border-top: var(--k-line-width) solid var(--k-line);
  }
  .foot p {
    margin-bottom: 8px;
    font: var(--k-text-small);
    color: var(--k-ink-2);
  }
  .error {
    color: var(--k-stop-ink);
  }

  .unclear {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    background: var(--k-check-bg);
    border-bottom: var(--k-line-width) solid var(--k-check-line);
    color: var(--k-check-ink);
    font: var(--k-text-small);
  }
  .note:empty {
    display: none;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    margin-top: 5px;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    padding: 1px 6px;
    border: 1px solid var(--k-line-strong);
    border-radius: var(--k-r-tag);
    background: var(--k-surface);
    color: var(--k-ink-2);
    font: 600 0.75rem/1rem var(--k-font);
  }
  .tag .i {
    width: 14px;
    height: 14px;
  }
  .own {
    font: var(--k-text-meta);
    color: var(--k-ink-2);
  }
`;
