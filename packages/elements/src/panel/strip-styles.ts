import { css } from "lit";

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
  .strip > .i {
    color: var(--k-ink-2);
  }
  .silent {
    background: var(--k-check-bg);
    border-color: var(--k-check-line);
    color: var(--k-check-ink);
  }
  .silent .word,
  .strip.silent > .i {
    color: var(--k-check-ink);
  }
  .word {
    font-weight: 600;
    color: var(--k-ink);
  }
  .what {
    flex: 1;
    min-width: 8em;
  }
  .strip.confirmed > .i,
  .strip.fromConversation > .i {
    color: var(--k-accent);
  }
  .candidate {
    background: var(--k-check-bg);
    border-color: var(--k-check-line);
    color: var(--k-check-ink);
  }
  .candidate .word,
  .strip.candidate > .i {
    color: var(--k-check-ink);
  }
  .conflict,
  .closed {
    background: var(--k-stop-bg);
    border-color: var(--k-stop-line);
    color: var(--k-stop-ink);
  }
  .conflict .word,
  .closed .word,
  .strip.conflict > .i,
  .strip.closed > .i {
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
  .why {
    width: 100%;
    padding-bottom: 4px;
  }
  .similar {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    font: var(--k-text-small);
    color: var(--k-check-ink);
    background: var(--k-check-bg);
    border-bottom: var(--k-line-width) solid var(--k-check-line);
  }
  .similar b {
    display: block;
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
