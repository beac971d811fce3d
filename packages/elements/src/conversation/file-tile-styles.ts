import { css } from "lit";

export const fileTileStyles = css`
  :host {
    min-width: min(236px, 100%);
  }
  /* Name and buttons are no wider than the picture: no stripe stays beside it. */
  :host([picture]) {
    width: 258px;
    max-width: 100%;
  }
  .file {
    display: grid;
    grid-template-columns: 32px 1fr;
    column-gap: 10px;
    align-items: start;
  }
  .file.with-cancel {
    grid-template-columns: 32px 1fr 32px;
  }
  .name {
    font: 600 0.8125rem/1.125rem var(--k-font);
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .name.quiet {
    font: inherit;
  }
  .small,
  .about {
    font: var(--k-text-meta);
    color: var(--k-ink-3);
    margin-top: 1px;
    overflow-wrap: anywhere;
  }
  .caption {
    margin-top: 6px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .stop {
    color: var(--k-stop-ink);
  }
  .about {
    margin-top: 5px;
  }
  .cancel {
    margin: -4px -6px 0 0;
  }
  .bar {
    height: 4px;
    margin-top: 7px;
    border-radius: 2px;
    background: var(--k-soft);
    box-shadow: 0 0 0 1px var(--k-soft-line);
    overflow: hidden;
  }
  .bar i {
    display: block;
    height: 100%;
    background: var(--k-accent);
  }
  .picture {
    width: 268px;
    max-width: calc(100% + 10px);
    height: var(--h);
    margin: -2px -5px 0;
    border-radius: 5px;
    overflow: hidden;
    background: #05090b;
    color: #b4c4ca;
    display: grid;
    place-items: center;
  }
  .picture img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
    min-width: 0;
    min-height: 0;
  }
  .wait {
    display: grid;
    justify-items: center;
    gap: 4px;
    font: var(--k-text-meta);
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-top: 6px;
    padding-top: 5px;
    border-top: 1px solid var(--k-line);
  }
  ::slotted(*) {
    margin-left: auto !important;
  }
  :host([own]) .foot {
    border-top-color: var(--k-own-line);
  }
  @media (forced-colors: active) {
    .bar i {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
