import type { RoomId, TimelineRow } from "@konsil/protocol";
import { openSnapshotStore, type KeyRingEntry, type SnapshotStore } from "@konsil/sealed";
import type { Sources } from "../account.ts";

const PAUSE_MS = 500;
/** A page paints the newest screens of the conversations that were open last; the engine brings the rest. */
const TIMELINES = 5;
const ROWS = 40;

/** Keeps the last view on disk, sealed, for the next page to paint before its engine has started. */
export class SnapshotWriter {
  readonly #store: SnapshotStore;
  readonly #sources: Sources;
  readonly #timelines = new Map<RoomId, readonly TimelineRow[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(store: SnapshotStore, sources: Sources, signal: AbortSignal) {
    this.#store = store;
    this.#sources = sources;
    const changed = (): void => {
      this.#timer ??= setTimeout(() => void this.flush(), PAUSE_MS);
    };
    sources.session.observe(changed, signal);
    sources.rooms.observe(changed, signal);
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  /** @param signal ends with the account. @throws KonsilError storage-blocked */
  static async open(
    { storePrefix, rootKey }: Pick<KeyRingEntry, "storePrefix" | "rootKey">,
    sources: Sources,
    signal: AbortSignal,
  ): Promise<SnapshotWriter> {
    const store = await openSnapshotStore(storePrefix, rootKey, signal);
    const writer = new SnapshotWriter(store, sources, signal);
    const before = await store.read();
    for (const { roomId, rows } of before?.timelines.toReversed() ?? []) writer.#timelines.set(roomId, rows);
    return writer;
  }

  /** The rows of a conversation were made anew. */
  shown(roomId: RoomId): void {
    if (this.#sources.observedTimelines().includes(roomId)) this.#keep(roomId);
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Resolves when the view of now is written. A disk that refuses costs a paint, no more. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write()).catch(() => undefined);
    return this.#writing;
  }

  async #write(): Promise<void> {
    const [session] = this.#sources.session.rows;
    if (session?.state !== "ready" || !this.#sources.rooms.isKnown) return;
    for (const roomId of this.#sources.observedTimelines()) this.#keep(roomId);
    const timelines = [...this.#timelines].reverse().map(([roomId, rows]) => ({ roomId, rows }));
    await this.#store.write({ session, rooms: this.#sources.rooms.rows, timelines, takenAt: Date.now() });
  }

  /** The map's order is that of use, the latest last. */
  #keep(roomId: RoomId): void {
    const { rows } = this.#sources.timeline(roomId);
    if (rows.length === 0) return;
    this.#timelines.delete(roomId);
    this.#timelines.set(roomId, rows.slice(-ROWS));
    const [oldest] = this.#timelines.keys();
    if (this.#timelines.size > TIMELINES && oldest !== undefined) this.#timelines.delete(oldest);
  }
}
