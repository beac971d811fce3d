import type { IStateEventWithRoomId } from "matrix-js-sdk/lib/@types/search.js";
import type { IStoredClientOpts } from "matrix-js-sdk/lib/client.js";
import type { ISavedSync } from "matrix-js-sdk/lib/store/index.js";
import { MemoryStore } from "matrix-js-sdk/lib/store/memory.js";
import { SyncAccumulator, type ISyncResponse } from "matrix-js-sdk/lib/sync-accumulator.js";
import {
  createSealer,
  openDatabase,
  writeStrictly,
  type Bytes,
  type DBSchema,
  type IDBPDatabase,
  type Sealer,
} from "@konsil/sealed";

interface SyncSchema extends DBSchema {
  sync: { key: string; value: Bytes };
}

/** What one saved sync consists of. */
interface SavedSync {
  readonly sync: ISavedSync;
  readonly members: [string, IStateEventWithRoomId[]][];
  readonly filters: [string, string][];
  readonly clientOptions: IStoredClientOpts | null;
}

// A busy account would otherwise grow to 50 events a room, and each is decrypted at every start.
const TIMELINE_ENTRIES = 10;
const WRITE_EVERY_MS = 20_000;
const SETTLES_WITHIN_MS = 5000;
const RECORD = "sync";

/**
 * The SDK's memory store with a saved sync of our own: names, members and topics never lie in clear on disk, and rooms
 * keep few events. Takes the place of `IndexedDBStore`.
 */
export class SealedSyncStore extends MemoryStore {
  readonly #database: IDBPDatabase<SyncSchema>;
  readonly #sealer: Sealer;
  readonly #accumulator = new SyncAccumulator({ maxTimelineEntries: TIMELINE_ENTRIES });
  readonly #members = new Map<string, IStateEventWithRoomId[]>();
  readonly #filters = new Map<string, string>();
  /** In which list of /sync each room stands. */
  readonly #lists = new Map<string, "join" | "invite" | "leave">();
  #options: IStoredClientOpts | undefined;
  #isNew = true;
  #writtenAt = 0;
  #writeAllUntil = 0;

  private constructor(database: IDBPDatabase<SyncSchema>, sealer: Sealer) {
    super();
    this.#database = database;
    this.#sealer = sealer;
  }

  /** @throws KonsilError storage-blocked. A damaged record is forgotten: the next sync rebuilds it. */
  static async open(storePrefix: string, rootKey: CryptoKey, signal: AbortSignal): Promise<SealedSyncStore> {
    const database = await openDatabase<SyncSchema>(
      `${storePrefix}:sync`,
      1,
      (opened) => void opened.createObjectStore("sync"),
      signal,
    );
    const store = new SealedSyncStore(database, createSealer(rootKey, "sync"));
    await store.#load();
    return store;
  }

  async #load(): Promise<void> {
    const sealed = await this.#database.get("sync", RECORD);
    if (sealed === undefined) return;
    try {
      const saved = (await this.#sealer.openJson(sealed, ["sync", RECORD])) as SavedSync;
      this.#accumulator.accumulate(
        {
          next_batch: saved.sync.nextBatch,
          rooms: saved.sync.roomsData,
          account_data: { events: saved.sync.accountData },
        },
        true,
      );
      this.#movesRooms({ rooms: saved.sync.roomsData });
      for (const [roomId, events] of saved.members) this.#members.set(roomId, events);
      for (const [name, id] of saved.filters) this.#filters.set(name, id);
      this.#options = saved.clientOptions ?? undefined;
      this.#isNew = false;
    } catch {
      await this.#database.delete("sync", RECORD);
    }
  }

  override isNewlyCreated(): Promise<boolean> {
    return Promise.resolve(this.#isNew);
  }

  override setSyncData(data: ISyncResponse): Promise<void> {
    // A start that does not know a room could neither show nor use it before the server answers.
    // Its state may come in several answers.
    if (this.#movesRooms(data)) this.#writeAllUntil = Date.now() + SETTLES_WITHIN_MS;
    this.#accumulator.accumulate(data);
    return Promise.resolve();
  }

  /** @returns whether a room is new here, or stands in another list than before */
  #movesRooms({ rooms }: Pick<ISyncResponse, "rooms">): boolean {
    let moves = false;
    for (const list of ["join", "invite", "leave"] as const) {
      // A server need not send the lists that are empty, whatever the types say.
      for (const roomId of Object.keys((rooms as Partial<typeof rooms> | undefined)?.[list] ?? {})) {
        moves ||= this.#lists.get(roomId) !== list;
        this.#lists.set(roomId, list);
      }
    }
    return moves;
  }

  override getSavedSync(): Promise<ISavedSync | null> {
    const saved = this.#accumulator.getJSON();
    return Promise.resolve(saved.nextBatch ? structuredClone(saved) : null);
  }

  override getSavedSyncToken(): Promise<string | null> {
    return Promise.resolve(this.#accumulator.getNextBatchToken() || null);
  }

  override wantsSave(): boolean {
    return Date.now() < this.#writeAllUntil || Date.now() - this.#writtenAt > WRITE_EVERY_MS;
  }

  override async save(force = false): Promise<void> {
    if (!force && !this.wantsSave()) return;
    this.#writtenAt = Date.now();
    const saved: SavedSync = {
      sync: this.#accumulator.getJSON(true),
      members: [...this.#members],
      filters: [...this.#filters],
      clientOptions: this.#options ?? null,
    };
    try {
      const sealed = await this.#sealer.sealJson(saved, ["sync", RECORD]);
      await writeStrictly(this.#database, ["sync"], (transaction) =>
        transaction.objectStore("sync").put(sealed, RECORD),
      );
    } catch {
      // Full disk or a closing database: the next start syncs from an older token, nothing is lost.
      this.#writtenAt = 0;
    }
  }

  override getOutOfBandMembers(roomId: string): Promise<IStateEventWithRoomId[] | null> {
    return Promise.resolve(this.#members.get(roomId) ?? null);
  }

  override setOutOfBandMembers(roomId: string, events: IStateEventWithRoomId[]): Promise<void> {
    this.#members.set(roomId, events);
    return Promise.resolve();
  }

  override clearOutOfBandMembers(roomId: string): Promise<void> {
    this.#members.delete(roomId);
    return Promise.resolve();
  }

  override getClientOptions(): Promise<IStoredClientOpts | undefined> {
    return Promise.resolve(this.#options);
  }

  override storeClientOptions(options: IStoredClientOpts): Promise<void> {
    this.#options = options;
    return Promise.resolve();
  }

  override getFilterIdByName(name: string): string | null {
    return this.#filters.get(name) ?? null;
  }

  override setFilterIdByName(name: string, id?: string): void {
    if (id === undefined) this.#filters.delete(name);
    else this.#filters.set(name, id);
  }

  override deleteAllData(): Promise<void> {
    return this.#database.delete("sync", RECORD);
  }

  override destroy(): Promise<void> {
    this.#database.close();
    return Promise.resolve();
  }
}
