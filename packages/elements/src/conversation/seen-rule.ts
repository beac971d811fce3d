import type { RowKey } from "@konsil/protocol";

/** Runs something later; the answer takes the wish back. */
export type Later = (run: () => void, afterMs: number) => () => void;

export const later: Later = (run, afterMs) => {
  const timer = setTimeout(run, afterMs);
  return () => {
    clearTimeout(timer);
  };
};

/** A message must stand still on the screen for so long. */
const VISIBLE_MS = 1000;

/**
 * When may we say that a message was seen? Only after an act of the person in this conversation, and after the message
 * was visible for one second in a visible, focused document. Opening a chart alone never counts. This is the whole rule.
 */
export class SeenRule {
  readonly #isWatched: () => boolean;
  readonly #seen: (upTo: RowKey) => void;
  #acted = false;
  #visible: RowKey | null = null;
  #said: RowKey | null = null;
  readonly #later: Later;
  #cancel: (() => void) | null = null;

  constructor(isWatched: () => boolean, seen: (upTo: RowKey) => void, signal: AbortSignal, after: Later = later) {
    this.#later = after;
    this.#isWatched = isWatched;
    this.#seen = seen;
    signal.addEventListener("abort", () => {
      this.#cancel?.();
    });
  }

  /** Another conversation: what a person did in the last one says nothing about this one. */
  enter(): void {
    this.#acted = false;
    this.#visible = null;
    this.#restart();
  }

  /** A key, a press or a turn of the wheel inside the conversation. */
  act(): void {
    if (this.#acted) return;
    this.#acted = true;
    this.#restart();
  }

  /** @param newest the newest readable message whose end is on the screen */
  show(newest: RowKey | null): void {
    if (newest === this.#visible) return;
    this.#visible = newest;
    this.#restart();
  }

  /** The document got or lost its focus: the second begins anew. */
  watch(): void {
    this.#restart();
  }

  #restart(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#acted || this.#visible === null || this.#visible === this.#said || !this.#isWatched()) return;
    this.#cancel = this.#later(() => {
      const newest = this.#visible;
      if (newest === null || !this.#isWatched()) return;
      this.#said = newest;
      this.#seen(newest);
    }, VISIBLE_MS);
  }
}
