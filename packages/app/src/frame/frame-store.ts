import type { FrameState } from "./frame-state.ts";

/** Holds the frame's state and tells listeners in the same task. */
export interface FrameStore {
  readonly state: FrameState;
  update(change: Partial<FrameState> | ((state: FrameState) => Partial<FrameState>)): void;
  observe(listener: (state: FrameState, before: FrameState) => void, signal: AbortSignal): void;
}

export function createFrameStore(initial: FrameState): FrameStore {
  let state = initial;
  const listeners = new Set<(state: FrameState, before: FrameState) => void>();
  return {
    get state() {
      return state;
    },
    update(change) {
      const before = state;
      state = { ...state, ...(typeof change === "function" ? change(state) : change) };
      for (const listener of [...listeners]) listener(state, before);
    },
    observe(listener, signal) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
  };
}
