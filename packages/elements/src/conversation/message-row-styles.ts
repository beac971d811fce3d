import { css } from "lit";

/** The bubble of a message, from held to failed: the line around it tells the state before any colour does. */
export const messageRowStyles = css`
  :host {
    outline: none;
    position: relative;
  }
  .row {
    display: flex;
    gap: 8px;
    padding-top: 3px;
    border-radius: var(--k-r-control);
  }
  .row.first {
    padding-top: 10px;
  }
  :host(:focus-visible) .row {
    outline: var(--k-focus-width) solid var(--k-focus);
    outline-offset: -2px;
  }
  .gutter {
    width: 28px;
    flex: none;
  }
  .block {
    position: relative;
    min-width: 0;
    max-width: min(calc(100% - 60px), 420px);
    display: flex;
    flex-direction: column;
    align-items: flex-start;
  }
  .own {
    flex-direction: row-reverse;
  }
  .own .block {
    align-items: flex-end;
    max-width: min(calc(100% - 48px), 420px);
  }
  .who {
    font: 600 0.8125rem/1.125rem var(--k-font);
    margin-bottom: 3px;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .who small {
    display: block;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
  }
  .bubble {
    position: relative;
    max-width: 100%;
    padding: 7px 10px;
    border: var(--k-line-width) solid var(--k-line);
    border-radius: var(--k-r-card);
    background: var(--k-surface);
    overflow-wrap: anywhere;
    /* Stacked combining marks of one message must not paint over its neighbours. */
    overflow: clip;
  }
  .bubble::after {
    content: "";
    display: block;
    clear: both;
  }
  .first .bubble {
    border-top-left-radius: 2px;
  }
  .own .bubble {
    background: var(--k-own);
    border-color: var(--k-own-line);
  }
  .own.first .bubble {
    border-top-left-radius: var(--k-r-card);
    border-top-right-radius: 2px;
  }
  .own.waiting .bubble {
    background: var(--k-surface);
    border: var(--k-edge) dashed var(--k-accent);
  }
  .own.working .bubble {
    background: var(--k-surface);
    border: var(--k-edge) dotted var(--k-line-strong);
  }
  .own.failed .bubble {
    background: var(--k-surface);
    border: var(--k-edge) solid var(--k-stop);
    padding-left: 18px;
  }
  .hatch {
    position: absolute;
    left: 0;
    top: 0;
    bottom: 0;
    width: 8px;
    background-image: repeating-linear-gradient(-45deg, var(--k-stop) 0 3px, var(--k-surface) 3px 7px);
    forced-color-adjust: none;
  }
  .text {
    white-space: pre-wrap;
    unicode-bidi: isolate;
    tab-size: 4;
  }
  .bubble .quote {
    margin: 1px 0 5px;
  }
  .meta {
    float: right;
    display: inline-flex;
    align-items: center;
    gap: 3px;
    margin: 4px 0 -2px 10px;
    white-space: nowrap;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
  }
  .meta .i {
    color: var(--k-ink-2);
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 4px 8px;
    margin-top: 4px;
    font: var(--k-text-meta);
    color: var(--k-ink-2);
  }
  .block > .under:last-child {
    margin-bottom: 6px;
  }
  .under > span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .under.stop {
    color: var(--k-stop-ink);
  }
  .ring {
    width: 16px;
    height: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }
  .ring .track {
    opacity: 0.3;
  }
  .ring .left {
    stroke-dasharray: var(--left, 100) 100;
    transition: stroke-dasharray 250ms linear;
    transform: rotate(-90deg);
    transform-origin: center;
  }
  .gone .bubble,
  .notice-bubble {
    background: none;
    border: 1px dashed var(--k-line-strong);
    color: var(--k-ink-2);
    font: var(--k-text-small);
  }
  .with-icon {
    display: flex;
    gap: 8px;
    color: var(--k-ink-2);
  }
  .with-icon small {
    display: block;
    margin-top: 2px;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
  }
  .gone .with-icon {
    gap: 6px;
    align-items: center;
  }
  .bot-line {
    display: flex;
    gap: 8px;
  }
  .bot-line > .i {
    color: var(--k-ink-2);
  }
  .reactions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 3px 0 0;
    list-style: none;
  }
  .reactions li {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    height: 24px;
    padding: 0 8px;
    border: 1px solid var(--k-line);
    border-radius: var(--k-r-full);
    background: var(--k-surface);
    font: 600 0.75rem/1rem var(--k-font);
    color: var(--k-ink-2);
  }
  .reactions .mine {
    border: 1.5px solid var(--k-accent);
    background: var(--k-soft);
    color: var(--k-accent);
  }
  .actions {
    position: absolute;
    top: -14px;
    right: -8px;
    z-index: var(--k-z-sticky);
    display: none;
    border: 1px solid var(--k-line-strong);
    border-radius: var(--k-r-control);
    background: var(--k-raised);
    box-shadow: var(--k-shadow-1);
  }
  .own .actions {
    right: auto;
    left: -8px;
  }
  .bubble-box {
    position: relative;
    max-width: 100%;
  }
  :host(:hover) .actions,
  :host(:focus-within) .actions,
  :host(:focus) .actions {
    display: flex;
  }
  .case {
    margin: 10px 0 4px;
    border: var(--k-line-width) solid var(--k-line);
    border-radius: var(--k-r-card);
    background: var(--k-surface);
    padding: 8px 12px 9px;
  }
  .case small {
    font: var(--k-text-meta);
    color: var(--k-ink-3);
    overflow-wrap: anywhere;
  }
  .case .foot {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    margin-top: 4px;
  }
  .case .foot small:last-child {
    flex: none;
    white-space: nowrap;
  }
  .case .name {
    font: 400 1rem/1.375rem var(--k-font);
    overflow-wrap: anywhere;
  }
  .cells {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    row-gap: 2px;
    overflow: clip;
  }
  .cells > span {
    margin: 0 21px 0 -11px;
    padding-left: 10px;
    border-left: 1px solid var(--k-line-strong);
    line-height: 16px;
  }
  .cells i {
    font-style: normal;
    font-size: 0.8125rem;
    color: var(--k-ink-3);
    margin-right: 4px;
  }
  .notice {
    display: flex;
    gap: 6px;
    justify-content: center;
    align-items: center;
    padding: 8px 24px 2px;
    font: var(--k-text-meta);
    color: var(--k-ink-3);
    text-align: center;
    overflow-wrap: anywhere;
  }
  .notice .i {
    width: 14px;
    height: 14px;
  }
  @media (max-width: 359px) {
    .gutter {
      display: none;
    }
    .block {
      max-width: calc(100% - 20px);
    }
    .own .block {
      max-width: calc(100% - 28px);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ring .left {
      stroke-dasharray: 75 100;
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .hatch {
      background-image: repeating-linear-gradient(-45deg, CanvasText 0 3px, Canvas 3px 7px);
    }
  }
`;
