import { KonsilError, type RoomId, type RowKey } from "@konsil/protocol";
import { compareRows, createLiveRow, type LiveRow } from "./live-row.ts";
import type { OutboxRecord } from "./outbox-record.ts";
import type { OutboxStore } from "./outbox-store.ts";

/** next: write it. null: remove the row. undefined: refuse. */
export type Decide = (record: OutboxRecord) => OutboxRecord | null | undefined;

/** The rows of all rooms. Disk first, then memory, then whoever watches. */
export class OutboxRows {
  readonly #store: OutboxStore;
  readonly #onRoomChanged: (roomId: RoomId) => void;
  readonly #rooms = new Map<RoomId, LiveRow[]>();
  readonly #byKey = new Map<RowKey, LiveRow>();
  #lastOrder = 0;

  constructor(store: OutboxStore, onRoomChanged: (roomId: RoomId) => void) {
    this.#store = store;
    this.#onRoomChanged = onRoomChanged;
  }

  async load(): Promise<void> {
    for (const { record, version } of await this.#store.readAll()) {
      this.#take(createLiveRow(record, version, true));
      this.#lastOrder = Math.max(this.#lastOrder, record.order);
    }
  }

  nextOrder(): number {
    this.#lastOrder += 1;
    return this.#lastOrder;
  }

  roomIds(): readonly RoomId[] {
    return [...this.#rooms.keys()];
  }

  all(): readonly LiveRow[] {
    return [...this.#byKey.values()];
  }

  of(roomId: RoomId): readonly LiveRow[] {
    return this.#rooms.get(roomId) ?? [];
  }

  find(key: RowKey): LiveRow | undefined {
    return this.#byKey.get(key);
  }

  async insert(record: OutboxRecord): Promise<void> {
    await this.#store.insert(record);
    this.#take(createLiveRow(record, 1, false));
    this.touch(record.entry.roomId);
  }

  /**
   * Decides on the record as it is when its turn comes, and writes by compare-and-set: of two that want the row, one gets
   * false. @throws KonsilError
   */
  change(row: LiveRow, decide: Decide): Promise<boolean> {
    const turn = row.turn.then(() => this.#changeNow(row, decide));
    row.turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** Off the disk; in memory it stays until its event is seen. */
  async settle(row: LiveRow): Promise<void> {
    await this.#store.remove(row.record.entry.key);
    row.settled = true;
    if (row.seen) this.drop(row);
  }

  drop(row: LiveRow): void {
    const { key, roomId } = row.record.entry;
    row.gone = true;
    this.#byKey.delete(key);
    const left = this.of(roomId).filter((other) => other !== row);
    if (left.length === 0) this.#rooms.delete(roomId);
    else this.#rooms.set(roomId, left);
    this.touch(roomId);
  }

  touch(roomId: RoomId): void {
    this.#onRoomChanged(roomId);
  }

  async #changeNow(row: LiveRow, decide: Decide): Promise<boolean> {
    if (row.gone) return false;
    const { record, version } = row;
    const next = decide(record);
    if (next === undefined) return false;
    if (next === record) return true;
    const { key, roomId } = record.entry;
    // The account's lock keeps a second engine away; should one write all the same, it is better to stop than to send.
    if (!(await this.#store.swap(key, version, next))) throw new KonsilError("storage-blocked");
    if (next === null) {
      this.drop(row);
      return true;
    }
    row.record = next;
    row.version = version + 1;
    this.touch(roomId);
    return true;
  }

  #take(row: LiveRow): void {
    const { key, roomId } = row.record.entry;
    this.#byKey.set(key, row);
    this.#rooms.set(roomId, [...this.of(roomId), row].sort(compareRows));
  }
}
