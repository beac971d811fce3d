import { css } from "lit";

export const conversationStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
  }
  konsil-timeline {
    flex: 1;
  }
  header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 48px;
    padding: 4px 6px 4px 4px;
    flex: none;
    background: var(--k-surface);
    border-bottom: var(--k-line-width) solid var(--k-line);
  }
  .names {
    flex: 1;
    min-width: 0;
  }
  h2 {
    font: 600 0.875rem/1.25rem var(--k-font);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .where {
    display: flex;
    align-items: center;
    gap: 4px;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
    white-space: nowrap;
  }
  .where .i {
    width: 14px;
    height: 14px;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .open-room {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    flex: none;
    font: var(--k-text-small);
    color: var(--k-check-ink);
    background: var(--k-check-bg);
    border-bottom: var(--k-line-width) solid var(--k-check-line);
  }
  @media (max-width: 359px) {
    .shape {
      display: none;
    }
  }
  @media (max-height: 599px) {
    .where {
      display: none;
    }
    header {
      min-height: 40px;
    }
  }
`;
