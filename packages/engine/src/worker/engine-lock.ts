/** What a newer release says to the engine that runs. */
interface YieldNotice {
  readonly t: "yield";
  readonly build: number;
}

export interface LockHolder {
  /** A newer release wants the lock: stop, flush, tell the pages; the lock is released when this settles. */
  onYield(build: number): Promise<void>;
}

/**
 * The exclusive lock of a tenant, taken before any store is opened. Two engines on one device would use the same message
 * keys twice without anybody noticing, so there is never a second one: not from another worker, not from another release.
 * An older engine gives way to a newer one; it is never robbed (`steal` would not stop it).
 */
export function takeEngineLock(tenant: string, build: number, holder: LockHolder, signal: AbortSignal): Promise<void> {
  const name = `konsil:${tenant}:engine`;
  const channel = new BroadcastChannel(name);
  signal.addEventListener("abort", () => channel.close(), { once: true });
  const notice: YieldNotice = { t: "yield", build };
  channel.postMessage(notice);
  return new Promise((taken, failed) => {
    navigator.locks
      .request(name, { mode: "exclusive", signal }, () => {
        taken();
        return heldUntilYield(channel, build, holder, signal);
      })
      .catch(failed);
  });
}

function heldUntilYield(
  channel: BroadcastChannel,
  build: number,
  holder: LockHolder,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((release) => {
    signal.addEventListener("abort", () => release(), { once: true });
    let yielding = false;
    channel.addEventListener("message", (event: MessageEvent<unknown>) => {
      const newer = newerBuild(event.data, build);
      if (newer === undefined || yielding) return;
      yielding = true;
      void holder.onYield(newer).finally(release);
    });
  });
}

/** @returns the build of a notice that comes from a newer release */
export function newerBuild(data: unknown, build: number): number | undefined {
  if (typeof data !== "object" || data === null || !("t" in data) || !("build" in data)) return undefined;
  return data.t === "yield" && typeof data.build === "number" && data.build > build ? data.build : undefined;
}
