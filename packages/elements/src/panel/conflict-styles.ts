import { css } from "lit";

export const conflictStyles = css`
  :host {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 12px 14px 16px;
  }
  .from {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    padding: 2px;
    font: var(--k-text-meta);
    color: var(--k-ink-2);
  }
  .plate {
    display: flex;
    border: var(--k-line-width) solid var(--k-line-strong);
    border-radius: var(--k-r-card);
    background: var(--k-surface);
    overflow: hidden;
  }
  .left {
    flex: 1;
    min-width: 0;
    padding: 8px 10px 9px;
    overflow-wrap: anywhere;
  }
  .name {
    font: var(--k-text-name);
    font-weight: 400;
  }
  .label {
    font: 400 0.8125rem/1.25rem var(--k-font);
    color: var(--k-ink-3);
  }
  .number {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    flex: none;
    min-width: 84px;
    max-width: 50%;
    padding: 8px 12px 7px;
    border-left: var(--k-line-width) solid var(--k-line);
    overflow-wrap: anywhere;
  }
  .number .label {
    font: var(--k-text-meta);
  }
  .number b {
    font: 600 1.125rem/1.375rem var(--k-font);
  }
  mark {
    padding: 0 1px;
    border-bottom: 2px solid var(--k-stop);
    background: var(--k-stop-bg);
    color: var(--k-stop-ink);
    font-weight: 600;
  }
  .differ {
    display: flex;
    gap: 8px;
    align-items: center;
    margin: 8px 4px;
    color: var(--k-stop-ink);
    font: 600 0.8125rem/1.125rem var(--k-font);
  }
  h2 {
    margin-top: 20px;
    font: 600 0.875rem/1.25rem var(--k-font);
  }
  ol {
    margin: 6px 0 12px;
    padding-left: 22px;
    font: var(--k-text-small);
    color: var(--k-ink-2);
  }
  li + li {
    margin-top: 2px;
  }
  @media (max-width: 359px) {
    .plate {
      flex-wrap: wrap;
    }
    .left {
      flex-basis: 100%;
      padding-bottom: 2px;
    }
    .number {
      flex-direction: row;
      gap: 6px;
      align-items: baseline;
      max-width: none;
      padding: 0 10px 8px;
      border-left: 0;
    }
    .number b {
      font: 600 0.875rem/1.25rem var(--k-font);
    }
  }
`;
