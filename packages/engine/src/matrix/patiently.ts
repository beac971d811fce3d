import { toKonsilError } from "../wire/errors.ts";

const MAX_TRIES = 6;
const MAX_WAIT_MS = 30_000;

/** Repeats what the server refuses with 429 after the time it names, a few times. @throws KonsilError */
export async function patiently<Result>(act: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      signal.throwIfAborted();
      return await act();
    } catch (error) {
      const problem = toKonsilError(error, { signal });
      const waitMs = problem.detail.retryAfterMs ?? Infinity;
      if (problem.code !== "rate-limited" || tries >= MAX_TRIES || waitMs > MAX_WAIT_MS) throw problem;
      await pause(waitMs, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
