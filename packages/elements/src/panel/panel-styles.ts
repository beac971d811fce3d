import { css } from "lit";

export const panelStyles = css`
  :host {
    height: 100%;
  }
  .panel {
    position: relative;
    height: 100%;
    display: flex;
    flex-direction: column;
    background: var(--k-canvas);
    overflow: hidden;
  }
  .bound,
  .slot {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  #plate {
    flex: none;
    position: relative;
  }
  #plate:focus-visible {
    outline-offset: -2px;
    z-index: 1;
  }
  konsil-plate {
    border: 0;
  }
  .page {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 24px 28px;
  }
  .page h1,
  .page h2 {
    margin: 0;
    font: var(--k-text-head);
  }
  .page p {
    margin: 4px 0 12px;
    color: var(--k-ink-2);
  }
  .centred {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
  }
  .centred > :first-child {
    margin-top: auto;
  }
  .centred > :last-child {
    margin-bottom: auto;
  }
  .blocked {
    padding: 32px;
    background: var(--k-surface);
  }
  .blocked h1 {
    font: var(--k-text-title);
  }
  .starting {
    display: flex;
    gap: 8px;
    padding: 24px;
    color: var(--k-ink-2);
  }
  .closed {
    display: flex;
    gap: 10px;
    padding: 10px 12px;
    background: var(--k-sunken);
    border-top: var(--k-line-width) solid var(--k-line);
    font: var(--k-text-small);
    color: var(--k-ink-2);
    flex: none;
  }
  .closed b {
    display: block;
    color: var(--k-ink);
  }
  @media (max-width: 359px) {
    .panel {
      --k-text-name: 600 1.125rem/1.5rem var(--k-font);
    }
    .page,
    .blocked {
      padding: 16px;
    }
  }
`;
