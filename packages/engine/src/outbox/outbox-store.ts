import type { RowKey } from "@konsil/protocol";
import {
  createSealer,
  openDatabase,
  writeStrictly,
  type Bytes,
  type DBSchema,
  type IDBPDatabase,
  type Sealer,
} from "@konsil/sealed";
import { parseOutboxRecord, type OutboxRecord } from "./outbox-record.ts";

/** A record with its version on disk: a change names the version it was made from. */
export interface StoredRecord {
  readonly record: OutboxRecord;
  readonly version: number;
}

/** Where rows are kept. Every write is one strict transaction. @throws KonsilError disk-full, storage-blocked */
export interface OutboxStore {
  /** In the order in which they were made. What does not open or parse is left where it is and not returned. */
  readAll(): Promise<readonly StoredRecord[]>;
  /** Does nothing when the key exists: a repeated call is the same row. */
  insert(record: OutboxRecord): Promise<void>;
  /** Compare and set: writes (null: removes) only if the version on disk is still this one. */
  swap(key: RowKey, version: number, next: OutboxRecord | null): Promise<boolean>;
  remove(key: RowKey): Promise<void>;
}

interface SealedRow {
  readonly key: string;
  readonly version: number;
  readonly sealed: Bytes;
}

interface OutboxSchema extends DBSchema {
  rows: { key: string; value: SealedRow };
}

const BUCKET_BYTES = 512;

/** A database of its own, so that it survives the loss of the crypto store. Key and version are all that is in clear. */
export async function openOutboxStore(
  storePrefix: string,
  rootKey: CryptoKey,
  signal: AbortSignal,
): Promise<OutboxStore> {
  const upgrade = (opened: IDBPDatabase<OutboxSchema>): void => {
    opened.createObjectStore("rows", { keyPath: "key" });
  };
  const database = await openDatabase<OutboxSchema>(`${storePrefix}:outbox`, 1, upgrade, signal);
  return new IndexedOutboxStore(database, createSealer(rootKey, "outbox"));
}

class IndexedOutboxStore implements OutboxStore {
  readonly #database: IDBPDatabase<OutboxSchema>;
  readonly #sealer: Sealer;

  constructor(database: IDBPDatabase<OutboxSchema>, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  async readAll(): Promise<readonly StoredRecord[]> {
    const rows = await this.#database.getAll("rows");
    const opened = await Promise.all(rows.map((row) => this.#open(row)));
    return opened.filter((stored) => stored !== undefined).sort((a, b) => a.record.order - b.record.order);
  }

  async insert(record: OutboxRecord): Promise<void> {
    // Sealed before the transaction: awaiting crypto inside would let it commit early.
    const row = await this.#seal(record, 1);
    await writeStrictly(this.#database, ["rows"], async (transaction) => {
      const rows = transaction.objectStore("rows");
      if ((await rows.getKey(row.key)) === undefined) await rows.add(row);
    });
  }

  async swap(key: RowKey, version: number, next: OutboxRecord | null): Promise<boolean> {
    const row = next && (await this.#seal(next, version + 1));
    return writeStrictly(this.#database, ["rows"], async (transaction) => {
      const rows = transaction.objectStore("rows");
      const current = await rows.get(key);
      if (current?.version !== version) return false;
      if (row === null) await rows.delete(key);
      else await rows.put(row);
      return true;
    });
  }

  async remove(key: RowKey): Promise<void> {
    await writeStrictly(this.#database, ["rows"], (transaction) => transaction.objectStore("rows").delete(key));
  }

  async #seal(record: OutboxRecord, version: number): Promise<SealedRow> {
    const { key } = record.entry;
    return { key, version, sealed: await this.#sealer.sealJson(record, place(key, version), PADDED) };
  }

  async #open(row: SealedRow): Promise<StoredRecord | undefined> {
    try {
      const record = parseOutboxRecord(await this.#sealer.openJson(row.sealed, place(row.key, row.version)));
      return record && { record, version: row.version };
    } catch {
      return undefined;
    }
  }
}

const PADDED = { bucketBytes: BUCKET_BYTES };

function place(key: string, version: number): readonly string[] {
  return ["outbox", "rows", key, String(version)];
}
