import { css } from "lit";

export const timelineStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--k-canvas);
  }
  .scroller {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overflow-x: hidden;
    overscroll-behavior: contain;
    /* The hold keeps the place; two that correct would fight. */
    overflow-anchor: none;
    display: flex;
    flex-direction: column;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
    scrollbar-color: var(--k-line-strong) transparent;
    outline: none;
  }
  .content {
    position: relative;
    flex: none;
    margin-top: auto;
  }
  .item {
    position: absolute;
    top: 0;
    left: 0;
    right: 0;
    padding: 0 6px 0 10px;
  }
  .top {
    position: absolute;
    inset: 0 0 auto;
    height: 52px;
    padding: 10px 24px 0;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
    text-align: center;
  }
  .top .loading {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding-top: 8px;
  }
  .day {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 12px 0 6px;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
  }
  .day::before,
  .day::after {
    content: "";
    flex: 1;
    border-top: 1px solid var(--k-line);
  }
  .sticky {
    position: absolute;
    z-index: var(--k-z-sticky);
    top: 0;
    left: 0;
    right: 0;
    padding: 0 12px 0 10px;
    background: var(--k-canvas);
    pointer-events: none;
  }
  .sticky[hidden] {
    display: none;
  }
  .sticky .day {
    padding: 6px 0;
  }
  .unread {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 12px 0 4px;
    font: 600 0.75rem/1rem var(--k-font);
  }
  .unread::after {
    content: "";
    flex: 1;
    border-top: 2px solid var(--k-accent);
  }
  .unread span {
    padding: 1px 6px;
    border-radius: var(--k-r-tag);
    background: var(--k-accent);
    color: var(--k-on-accent);
  }
  .newest {
    position: absolute;
    z-index: var(--k-z-sticky);
    right: 14px;
    bottom: 12px;
    box-shadow: var(--k-shadow-2);
    background: var(--k-raised);
  }
  @media (min-width: 720px) {
    .item,
    .sticky {
      left: max(0px, calc((100% - 640px) / 2));
      right: max(0px, calc((100% - 640px) / 2));
    }
  }
`;
