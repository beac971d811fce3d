import type { PatientContext } from "@konsil/protocol";
import {
  contextOf,
  initialContext,
  reduceContext,
  SLOW_AFTER_MS,
  type ContextEvent,
  type ContextState,
} from "./context-machine.ts";

export interface ContextCellOptions {
  readonly frameClosesWithChart: boolean;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** The state machine with its one clock: takes events, tells when what the plate shows has changed. */
export interface ContextCell {
  readonly context: PatientContext;
  apply(event: ContextEvent): void;
}

export function createContextCell(options: ContextCellOptions, onChange: () => void): ContextCell {
  const { frameClosesWithChart, now, signal } = options;
  let state: ContextState = initialContext;
  let slow: ReturnType<typeof setTimeout> | undefined;
  let context = contextOf(state, { now: now(), frameClosesWithChart });

  function look(): void {
    const next = contextOf(state, { now: now(), frameClosesWithChart });
    clearTimeout(slow);
    if (next.state === "loading" && !next.slow) slow = setTimeout(look, SLOW_AFTER_MS + 5 - (now() - next.since));
    if (JSON.stringify(next) === JSON.stringify(context)) return;
    context = next;
    onChange();
  }
  signal.addEventListener("abort", () => clearTimeout(slow), { once: true });

  return {
    get context() {
      return context;
    },
    apply(event) {
      if (signal.aborted) return;
      state = reduceContext(state, event);
      look();
    },
  };
}
