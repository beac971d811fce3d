/** Time as the outbox sees it, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after the time or when the signal aborts, whichever is first. Never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

// Longer waits overflow the 32 bit of setTimeout and fire at once.
const MAX_WAIT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(ms, MAX_WAIT_MS));
      signal.addEventListener("abort", end, { once: true });
    }),
};
