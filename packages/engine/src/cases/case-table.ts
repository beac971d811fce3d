import type { PatientKey, RoomId } from "@konsil/protocol";
import { SHARD_COUNT, shardOf, type CaseMirror, type MirroredCase } from "./case-mirror.ts";

/** The index in memory, with its mirror behind it. Reads are immediate, writes resolve when they are on disk. */
export class CaseTable {
  readonly #mirror: CaseMirror;
  readonly #shards = Array.from({ length: SHARD_COUNT }, () => new Map<RoomId, MirroredCase>());
  readonly #roomsByKey = new Map<PatientKey, Set<RoomId>>();
  readonly #writing = new Map<number, Promise<void>>();
  readonly #queued = new Map<number, Promise<void>>();

  constructor(mirror: CaseMirror) {
    this.#mirror = mirror;
  }

  fill(cases: ReadonlyMap<RoomId, MirroredCase>): void {
    for (const [roomId, mirrored] of cases) this.#take(roomId, mirrored);
  }

  get(roomId: RoomId): MirroredCase | undefined {
    return this.#shards[shardOf(roomId)]?.get(roomId);
  }

  roomsOf(key: PatientKey): readonly RoomId[] {
    return [...(this.#roomsByKey.get(key) ?? [])];
  }

  roomIds(): readonly RoomId[] {
    return this.#shards.flatMap((shard) => [...shard.keys()]);
  }

  dirtyRooms(): readonly RoomId[] {
    return this.roomIds().filter((roomId) => this.get(roomId)?.isDirty === true);
  }

  /** In memory at once; the promise is the disk. @throws KonsilError disk-full, storage-blocked */
  set(roomId: RoomId, mirrored: MirroredCase): Promise<void> {
    const before = this.get(roomId);
    if (before !== undefined && before.binding.key !== mirrored.binding.key) {
      this.#roomsByKey.get(before.binding.key)?.delete(roomId);
    }
    this.#take(roomId, mirrored);
    return this.#save(shardOf(roomId));
  }

  #take(roomId: RoomId, mirrored: MirroredCase): void {
    this.#shards[shardOf(roomId)]?.set(roomId, mirrored);
    const { key } = mirrored.binding;
    const rooms = this.#roomsByKey.get(key) ?? new Set<RoomId>();
    rooms.add(roomId);
    this.#roomsByKey.set(key, rooms);
  }

  /** A sync can bring thousands of records: one write under way and one behind it serve all changes of a shard. */
  #save(index: number): Promise<void> {
    const queued = this.#queued.get(index);
    if (queued !== undefined) return queued;
    const before = this.#writing.get(index) ?? Promise.resolve();
    const write = before
      .catch(() => undefined)
      .then(() => {
        this.#queued.delete(index);
        this.#writing.set(index, write);
        return this.#mirror.writeShard(index, this.#shards[index] ?? new Map());
      });
    // Those who care await it; a failed write of what a sync brought is repeated with the next one.
    write.catch(() => undefined);
    this.#queued.set(index, write);
    return write;
  }
}
