import type { RoomId } from "@konsil/protocol";

const MAX_TRIES = 3;

export interface ReceiptFinderParts {
  /** Loads a page of older events. */
  readonly loadOlder: (roomId: RoomId) => Promise<boolean>;
  /** A page has come: the room's row is made anew, and asks again if its receipt is still not in sight. */
  readonly changed: (roomId: RoomId) => void;
  readonly signal: AbortSignal;
}

/**
 * /sync brings one event of a room, so "n unread" is at first only "at least n". For such rooms a few older pages are
 * fetched, one room after the other; what lies further back stays a lower bound.
 */
export class ReceiptFinder {
  readonly #parts: ReceiptFinderParts;
  readonly #tries = new Map<RoomId, number>();
  readonly #waiting = new Set<RoomId>();
  #isOpen = false;
  #isRunning = false;

  constructor(parts: ReceiptFinderParts) {
    this.#parts = parts;
  }

  /** The account is settled and live: what is loaded can be read. */
  open(): void {
    this.#isOpen = true;
    void this.#run();
  }

  want(roomId: RoomId): void {
    if ((this.#tries.get(roomId) ?? 0) >= MAX_TRIES) return;
    this.#waiting.add(roomId);
    void this.#run();
  }

  /** All is read: the next unread messages get tries of their own. */
  found(roomId: RoomId): void {
    this.#tries.delete(roomId);
    this.#waiting.delete(roomId);
  }

  async #run(): Promise<void> {
    if (!this.#isOpen || this.#isRunning) return;
    this.#isRunning = true;
    for (const roomId of this.#waiting) {
      if (this.#parts.signal.aborted) break;
      this.#waiting.delete(roomId);
      this.#tries.set(roomId, (this.#tries.get(roomId) ?? 0) + 1);
      const isLoaded = await this.#parts.loadOlder(roomId).then(
        () => true,
        () => false,
      );
      if (isLoaded) this.#parts.changed(roomId);
    }
    this.#isRunning = false;
  }
}
