import { css } from "lit";

export const plateStyles = css`
  :host {
    background: var(--k-surface);
    border-bottom: var(--k-line-width) solid var(--k-line);
    flex: none;
  }
  .id {
    display: flex;
    align-items: stretch;
    min-height: 64px;
  }
  .left {
    flex: 1;
    min-width: 0;
    padding: 10px 10px 10px 12px;
  }
  .name {
    margin: 0;
    font: var(--k-text-name);
    font-weight: 400;
    letter-spacing: -0.005em;
    overflow-wrap: anywhere;
  }
  .quiet .name {
    color: var(--k-ink-2);
  }
  .hint {
    font: 400 0.75rem/1.25rem var(--k-font);
    color: var(--k-ink-3);
    margin-top: 2px;
  }
  .hint.stop {
    font: var(--k-text-body);
    color: var(--k-stop-ink);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    margin-top: 2px;
    /* The line before the first fact of a row lies outside and is clipped, wherever the row breaks. */
    overflow: clip;
  }
  dl > div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 4px;
    margin: 2px 21px 2px -11px;
    padding-left: 10px;
    border-left: 1px solid var(--k-line-strong);
    line-height: 16px;
  }
  dd {
    overflow-wrap: anywhere;
    min-width: 0;
  }
  dt {
    font-size: 0.8125rem;
    color: var(--k-ink-3);
  }
  dd b {
    font-weight: 600;
  }
  .number {
    flex: none;
    max-width: 45%;
    min-width: 84px;
    padding: 12px 12px 7px;
    border-left: var(--k-line-width) solid var(--k-line);
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    gap: 4px;
  }
  .number span {
    font: var(--k-text-meta);
    color: var(--k-ink-3);
    overflow-wrap: anywhere;
  }
  .number b {
    font: 600 1.125rem/1.375rem var(--k-font);
    overflow-wrap: anywhere;
  }
  dl > .inline-number {
    display: none;
  }
  .uncertain .name,
  .uncertain .number b,
  .uncertain .inline-number b {
    text-decoration: underline dashed var(--k-check) 1.5px;
    text-underline-offset: 4px;
  }
  @media (max-width: 359px) {
    .number {
      display: none;
    }
    dl > .inline-number {
      display: flex;
    }
  }
  @media (max-height: 599px) {
    .second {
      display: none;
    }
  }
`;
