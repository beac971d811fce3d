import type { DBSchema, IDBPDatabase } from "idb";
import { toBase64Url } from "./seal/base64.ts";
import { randomBytes, type Bytes } from "./seal/bytes.ts";
import { createRootKey } from "./seal/root-key.ts";
import { openDatabase, writeStrictly } from "./strict-database.ts";

/** What the ring keeps for one user of the host page. */
export interface KeyRingEntry {
  /** Random, new after every wipe: old stores are never opened with a new key. */
  readonly storeId: string;
  /** `konsil:<tenant>:<store id>`: prefix of all databases, folders and locks of this account on this device. */
  readonly storePrefix: string;
  readonly rootKey: CryptoKey;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch after which the key is to be deleted; null: no lock is set up (safety S3). */
  readonly unlockedUntil: number | null;
}

export interface KeyRing {
  /** @param hostUser opaque name from the host page; "" where the portal signs nobody in. */
  load(hostUser: string): Promise<KeyRingEntry | undefined>;
  /** Loads or creates. Two views racing get the same entry. @throws KonsilError disk-full, storage-blocked */
  loadOrCreate(hostUser: string): Promise<KeyRingEntry>;
  /** Whatever was sealed under the key is unreadable from now on. @returns the removed entry, for its store prefix. */
  remove(hostUser: string): Promise<KeyRingEntry | undefined>;
  /** All entries of the tenant, for a sweep of leftovers. */
  list(): Promise<readonly KeyRingEntry[]>;
  close(): void;
}

interface StoredEntry {
  readonly user: string;
  readonly storeId: string;
  readonly rootKey: CryptoKey;
  readonly createdAt: number;
  readonly unlockedUntil: number | null;
}

interface RingSchema extends DBSchema {
  entries: { key: string; value: StoredEntry };
  salt: { key: string; value: Bytes };
}

/** The root keys of a tenant: one database, one entry for each user of the host page, under a salted hash of the name. */
export async function openKeyRing(tenant: string, signal?: AbortSignal): Promise<KeyRing> {
  const database = await openDatabase<RingSchema>(`konsil:${tenant}:keys`, 1, createStores, signal);
  const salt = (await database.get("salt", "salt")) ?? new Uint8Array();
  return new IndexedKeyRing(tenant, database, salt);
}

function createStores(database: IDBPDatabase<RingSchema>): void {
  database.createObjectStore("entries", { keyPath: "user" });
  // A failing put aborts the upgrade, and that shows at the opener.
  database
    .createObjectStore("salt")
    .put(randomBytes(16), "salt")
    .catch(() => undefined);
}

class IndexedKeyRing implements KeyRing {
  readonly #tenant: string;
  readonly #database: IDBPDatabase<RingSchema>;
  readonly #salt: Bytes;

  constructor(tenant: string, database: IDBPDatabase<RingSchema>, salt: Bytes) {
    this.#tenant = tenant;
    this.#database = database;
    this.#salt = salt;
  }

  async load(hostUser: string): Promise<KeyRingEntry | undefined> {
    const stored = await this.#database.get("entries", await this.#hash(hostUser));
    return stored && this.#entryOf(stored);
  }

  async loadOrCreate(hostUser: string): Promise<KeyRingEntry> {
    const user = await this.#hash(hostUser);
    const fresh: StoredEntry = {
      user,
      storeId: toBase64Url(randomBytes(12)),
      rootKey: await createRootKey(),
      createdAt: Date.now(),
      unlockedUntil: null,
    };
    const stored = await writeStrictly(this.#database, ["entries"], async (transaction) => {
      const entries = transaction.objectStore("entries");
      const existing = await entries.get(user);
      if (existing === undefined) await entries.put(fresh);
      return existing ?? fresh;
    });
    return this.#entryOf(stored);
  }

  async remove(hostUser: string): Promise<KeyRingEntry | undefined> {
    const user = await this.#hash(hostUser);
    const stored = await writeStrictly(this.#database, ["entries"], async (transaction) => {
      const entries = transaction.objectStore("entries");
      const existing = await entries.get(user);
      await entries.delete(user);
      return existing;
    });
    return stored && this.#entryOf(stored);
  }

  async list(): Promise<readonly KeyRingEntry[]> {
    return (await this.#database.getAll("entries")).map((stored) => this.#entryOf(stored));
  }

  close(): void {
    this.#database.close();
  }

  #entryOf(stored: StoredEntry): KeyRingEntry {
    const { storeId, rootKey, createdAt, unlockedUntil } = stored;
    return { storeId, storePrefix: `konsil:${this.#tenant}:${storeId}`, rootKey, createdAt, unlockedUntil };
  }

  async #hash(hostUser: string): Promise<string> {
    const name = new TextEncoder().encode(hostUser);
    const salted = new Uint8Array(this.#salt.length + name.length);
    salted.set(this.#salt);
    salted.set(name, this.#salt.length);
    return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", salted)));
  }
}
