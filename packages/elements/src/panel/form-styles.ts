import { css } from "lit";

export const formStyles = css`
  :host {
    flex: 1;
    min-height: 0;
    overflow: auto;
    display: block;
    padding: 24px;
    background: var(--k-surface);
  }
  h1 {
    margin: 0 0 8px;
    font: var(--k-text-title);
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }
  .lead {
    color: var(--k-ink-2);
    margin-bottom: 16px;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    max-width: 420px;
  }
  label {
    display: block;
    overflow-wrap: anywhere;
    margin-bottom: 4px;
    font: 600 0.8125rem/1.125rem var(--k-font);
  }
  input,
  textarea {
    width: 100%;
    min-height: 36px;
    padding: 7px 10px;
    border: var(--k-line-width) solid var(--k-line-strong);
    border-radius: var(--k-r-control);
    background: var(--k-surface);
    color: var(--k-ink);
    font: var(--k-text-body);
    resize: vertical;
  }
  textarea {
    font: 400 1rem/1.5rem var(--k-mono);
  }
  .wrong input,
  .wrong textarea {
    border-color: var(--k-stop);
    /* The inner edge makes it 3 px without moving the text. */
    box-shadow: inset 2px 0 0 var(--k-stop);
  }
  .error {
    display: flex;
    gap: 6px;
    margin: 6px 0;
    font: var(--k-text-small);
    color: var(--k-stop-ink);
  }
  .note {
    margin-top: 4px;
    font: var(--k-text-small);
    color: var(--k-ink-2);
  }
  .fine {
    display: flex;
    gap: 4px;
    align-items: center;
    font: var(--k-text-small);
    color: var(--k-ink-2);
  }
  .told {
    padding: 8px 12px;
    margin-bottom: 16px;
    background: var(--k-stop-bg);
    border: var(--k-line-width) solid var(--k-stop-line);
    border-radius: var(--k-r-control);
    color: var(--k-stop-ink);
    font: var(--k-text-small);
  }
  .told.calm {
    background: var(--k-soft);
    border-color: var(--k-soft-line);
    color: var(--k-ink);
  }
  @media (forced-colors: active) {
    .wrong input,
    .wrong textarea {
      border-left-width: 4px;
    }
  }
  @media (max-width: 359px) {
    :host {
      padding: 16px;
    }
  }
`;
