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
    font: var(--k-text-small);
    color: var(--k-ink-3);
    margin-top: 2px;
  }
  .hint.stop {
    color: var(--k-stop-ink);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    margin-top: 2px;
  }
  dl > div {
    white-space: nowrap;
    line-height: 16px;
    padding-right: 10px;
  }
  dl > div + div {
    padding-left: 10px;
    border-left: 1px solid var(--k-line-strong);
  }
  dt,
  dd {
    display: inline;
  }
  dt {
    font-size: 0.8125rem;
    color: var(--k-ink-3);
    margin-right: 4px;
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
  .inline-number {
    display: none;
  }
  .uncertain .name,
  .uncertain .number b,
  .uncertain .inline-number b {
    text-decoration: underline dashed var(--k-check) 1.5px;
    text-underline-offset: 4px;
  }
  .similar {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    font: var(--k-text-small);
    color: var(--k-check-ink);
    background: var(--k-check-bg);
    border-top: var(--k-line-width) solid var(--k-check-line);
  }
  .similar b {
    display: block;
  }
  @media (max-width: 359px) {
    .number {
      display: none;
    }
    .inline-number {
      display: block;
    }
  }
  @media (max-height: 599px) {
    .second {
      display: none;
    }
  }
`;

export const stripStyles = css`
  :host {
    display: block;
    font: var(--k-text-meta);
    color: var(--k-ink-2);
    flex: none;
  }
  .strip {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 6px;
    min-height: 33px;
    padding: 4px 8px 4px 12px;
    background: var(--k-sunken);
    border-top: var(--k-line-width) solid var(--k-line);
    border-bottom: var(--k-line-width) solid var(--k-line);
  }
  .word {
    font-weight: 600;
    color: var(--k-ink);
  }
  .what {
    flex: 1;
    min-width: 8em;
  }
  .confirmed > .i,
  .fromConversation > .i {
    color: var(--k-accent);
  }
  .candidate {
    background: var(--k-check-bg);
    border-color: var(--k-check-line);
    color: var(--k-check-ink);
  }
  .candidate .word {
    color: var(--k-check-ink);
  }
  .conflict,
  .closed {
    background: var(--k-stop-bg);
    border-color: var(--k-stop-line);
    color: var(--k-stop-ink);
  }
  .conflict .word,
  .closed .word {
    color: var(--k-stop-ink);
  }
  .conflict .button,
  .closed .button {
    border-color: var(--k-stop);
    color: var(--k-stop-ink);
  }
  .candidate .button {
    border-color: var(--k-check);
    color: var(--k-check-ink);
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    width: 100%;
    padding: 2px 0 4px;
  }
  .answers .button {
    flex: 1 1 auto;
  }
  .sources {
    padding: 8px 12px;
    background: var(--k-surface);
    border-bottom: var(--k-line-width) solid var(--k-line);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    margin-bottom: 6px;
  }
  th {
    text-align: left;
    font-weight: 400;
    color: var(--k-ink-3);
  }
  th,
  td {
    padding: 3px 8px 3px 0;
    border-bottom: 1px solid var(--k-line);
  }
  .expand {
    width: 24px;
    height: 24px;
    display: grid;
    place-items: center;
    border-radius: var(--k-r-control);
  }
  .expand[aria-expanded="true"] .i {
    transform: rotate(180deg);
  }
`;
