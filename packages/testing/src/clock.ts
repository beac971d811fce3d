/** Time as the fake sees it, so that a test can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after the time. @returns a function that forgets it */
  after(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is told how much time has passed. */
export class TestClock implements Clock {
  #now: number;
  #waiting: { readonly at: number; readonly act: () => void }[] = [];

  constructor(startAt: number = Date.UTC(2026, 10, 24, 9, 49)) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, act: () => void): () => void {
    const waiting = { at: this.#now + Math.max(0, ms), act };
    this.#waiting.push(waiting);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
    };
  }

  /** Everything that is due within the time happens in its order, also what only comes up meanwhile. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await nextTurn();
      const [first] = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (first === undefined) break;
      this.#waiting = this.#waiting.filter((other) => other !== first);
      this.#now = Math.max(this.#now, first.at);
      first.act();
    }
    this.#now = until;
    await nextTurn();
  }
}

/** Until all that is ready has run. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
