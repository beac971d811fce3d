/** What engines of different releases say to each other on the tenant's channel. */
export type LockNotice =
  /** I want the lock. */
  | { readonly t: "yield"; readonly build: number }
  /** An older one asked: it will not get it, its pages have to be loaded anew. */
  | { readonly t: "held"; readonly build: number };

export interface LockHolder {
  /** A newer release wants the lock: stop, flush, tell the pages; the lock is released when this settles. */
  onYield(build: number): Promise<void>;
}

/** A newer release runs or waits: this engine does not start any more. */
export class OutdatedError extends Error {
  readonly build: number;
  constructor(build: number) {
    super("outdated");
    this.name = "OutdatedError";
    this.build = build;
  }
}

/**
 * The exclusive lock of a tenant, taken before any store of any of its accounts is opened. Two engines on one device would
 * use the same message keys twice without anybody noticing, so there is never a second one: not from another worker, not
 * from another release. An older engine gives way to a newer one; it is never robbed (`steal` would not stop it).
 * @throws OutdatedError when a newer release has the lock or waits for it too
 */
export function takeEngineLock(tenant: string, build: number, holder: LockHolder, signal: AbortSignal): Promise<void> {
  const name = `konsil:${tenant}:engine`;
  const channel = new BroadcastChannel(name);
  const waiting = new AbortController();
  const tell = (notice: LockNotice): void => channel.postMessage(notice);
  let newest = build;
  let release: (() => void) | null = null;
  let isYielding = false;
  const giveWay = (): void => {
    if (isYielding || release === null) return;
    isYielding = true;
    void holder.onYield(newest).finally(release);
  };
  channel.addEventListener("message", (event: MessageEvent<unknown>) => {
    const notice = parseNotice(event.data);
    if (!notice) return;
    if (notice.t === "yield" && notice.build < build && release !== null) return tell({ t: "held", build });
    if (notice.build <= newest) return;
    newest = notice.build;
    // While it waits itself it steps aside; while it holds the lock it hands it over.
    if (release === null) waiting.abort(new OutdatedError(newest));
    else giveWay();
  });
  signal.addEventListener("abort", () => (channel.close(), release?.()), { once: true });
  tell({ t: "yield", build });
  return new Promise((taken, failed) => {
    const until = AbortSignal.any([signal, waiting.signal]);
    const held = (): Promise<void> =>
      new Promise((done) => {
        release = done;
        if (until.aborted) return done();
        // Older ones that wait behind need not wait for something that will never be theirs.
        tell({ t: "held", build });
        taken();
      });
    navigator.locks.request(name, { mode: "exclusive", signal: until }, held).catch((error: unknown) => {
      failed(waiting.signal.aborted || !(error instanceof Error) ? new OutdatedError(newest) : error);
    });
  });
}

/** @returns a fresh notice, or undefined for anything else on the channel */
export function parseNotice(data: unknown): LockNotice | undefined {
  if (typeof data !== "object" || data === null || !("t" in data) || !("build" in data)) return undefined;
  const { t, build } = data;
  return (t === "yield" || t === "held") && typeof build === "number" ? { t, build } : undefined;
}
