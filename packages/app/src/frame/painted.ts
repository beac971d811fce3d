import { asRowKey, KonsilError, type TimelineRow } from "@konsil/protocol";
import type { Snapshot } from "@konsil/sealed";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";

/** The last view, until the engine says what is true now. Whoever was signed out, or is by now, has none. */
export function paint(store: FrameStore, snapshot: Snapshot | undefined): void {
  const isTooLate = store.state.isLive || store.state.session.state !== "starting";
  if (isTooLate || snapshot?.session?.state !== "ready") return;
  const session = { ...snapshot.session, connection: { state: "connecting" }, restore: null } as const;
  store.update({ session, rooms: snapshot.rooms, roomsKnown: true, painted: snapshot });
}

/**
 * An engine that starts knows some of the newest rows of a conversation. What was painted above them stays until it has
 * loaded its own, what was painted below them until it has heard of the server. Without a row in common nothing is put
 * together.
 */
export function withPainted(
  painted: readonly TimelineRow[],
  rows: readonly TimelineRow[],
  isConnecting: boolean,
): readonly TimelineRow[] {
  const first = rows.findIndex((row) => row.kind === "message");
  if (first < 0) return painted.length > 0 ? painted : rows;
  const places = new Map(painted.map((row, index) => [row.key, index]));
  const joint = places.get(rows[first]?.key ?? asRowKey("")) ?? -1;
  const end = isConnecting ? (places.get(rows.at(-1)?.key ?? asRowKey("")) ?? painted.length) : painted.length;
  const below = painted.slice(end + 1);
  return joint < first ? [...rows, ...below] : [...painted.slice(0, joint), ...rows.slice(first), ...below];
}

/** Resolves when the engine has the session open. @throws KonsilError token-revoked, aborted */
export async function untilLive(store: FrameStore, signal: AbortSignal): Promise<void> {
  await until(store, ({ isLive, session }) => isLive && session.state !== "starting", signal);
  if (store.state.session.state !== "ready") throw new KonsilError("token-revoked");
}

/** Resolves when all rows of the open conversation are the engine's own. @throws KonsilError aborted */
export const untilLoaded = (store: FrameStore, signal: AbortSignal): Promise<void> =>
  until(store, ({ timeline }) => timeline?.isPainted !== true, signal);

function until(store: FrameStore, fits: (state: FrameState) => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const look = (): void => {
      if (!fits(store.state)) return;
      done.abort();
      resolve();
    };
    signal.addEventListener("abort", () => reject(new KonsilError("aborted")), { once: true, signal: done.signal });
    store.observe(look, done.signal);
    look();
  });
}
