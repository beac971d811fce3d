import { css } from "lit";

/** The rail: one strip along everything that belongs to the patient. The pattern tells the state before the colour does. */
export const railStyles = css`
  .rail {
    position: absolute;
    inset: 0 auto 0 0;
    width: var(--rail);
    z-index: var(--k-z-bar);
    background-color: var(--k-surface);
    forced-color-adjust: none;
  }
  .bound {
    --rail: var(--k-rail);
    position: relative;
    padding-left: var(--rail);
  }
  .bound[data-rail="conflict"],
  .bound[data-rail="closed"] {
    --rail: var(--k-rail-stop);
  }
  .bound[data-rail="none"] {
    --rail: 0px;
  }
  /* A page that is not about the open patient lies over the rail, which then ends with the plate. */
  .bound[data-reach="plate"] > .slot {
    position: relative;
    z-index: calc(var(--k-z-bar) + 1);
    margin-left: calc(-1 * var(--rail));
    background: var(--k-canvas);
  }
  .bound[data-rail="none"] > .rail {
    display: none;
  }
  [data-rail="confirmed"] > .rail {
    background: var(--k-rail-sure);
  }
  [data-rail="candidate"] > .rail {
    background-image: repeating-linear-gradient(180deg, var(--k-check) 0 12px, transparent 12px 18px);
  }
  [data-rail="loading"] > .rail {
    background-image: radial-gradient(circle at 50% 50%, var(--k-line-strong) 0 2.3px, transparent 2.8px);
    background-size: 100% 10px;
  }
  [data-rail="stale"] > .rail {
    border: 2px solid var(--k-line-strong);
  }
  [data-rail="fromConversation"] > .rail {
    border-left: 2px solid var(--k-rail-sure);
    border-right: 2px solid var(--k-rail-sure);
  }
  [data-rail="conflict"] > .rail,
  [data-rail="closed"] > .rail {
    background-image: repeating-linear-gradient(-45deg, var(--k-stop) 0 3px, var(--k-surface) 3px 7px);
  }
  @media (forced-colors: active) {
    [data-rail="confirmed"] > .rail {
      background: CanvasText;
    }
    [data-rail="candidate"] > .rail {
      background-image: repeating-linear-gradient(180deg, CanvasText 0 12px, Canvas 12px 18px);
    }
    [data-rail="conflict"] > .rail,
    [data-rail="closed"] > .rail {
      background-image: repeating-linear-gradient(-45deg, CanvasText 0 3px, Canvas 3px 7px);
    }
  }
`;

export type Rail =
  "none" | "loading" | "candidate" | "confirmed" | "conflict" | "stale" | "fromConversation" | "closed";
