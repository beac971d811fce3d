import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import { storageError } from "./storage-error.ts";

type Writing<Schema extends DBSchema> = IDBPTransaction<Schema, StoreNames<Schema>[], "readwrite">;

/** An IndexedDB database that gives way to a newer release and ends with its signal. */
export async function openDatabase<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: (database: IDBPDatabase<Schema>, oldVersion: number) => void,
  signal?: AbortSignal,
): Promise<IDBPDatabase<Schema>> {
  signal?.throwIfAborted();
  let database: IDBPDatabase<Schema>;
  try {
    database = await openDB<Schema>(name, version, {
      upgrade: (opened, oldVersion) => upgrade(opened, oldVersion),
      blocking: () => database.close(),
    });
  } catch (error) {
    throw storageError(error);
  }
  signal?.addEventListener("abort", () => database.close(), { once: true });
  if (signal?.aborted === true) database.close();
  return database;
}

/**
 * One strict transaction: resolves when the operating system has been told to flush, or nothing of it was written.
 * `work` awaits requests of this transaction only: anything else (crypto!) would let it commit half done.
 * @throws KonsilError disk-full, storage-blocked
 */
export async function writeStrictly<Schema extends DBSchema, Result>(
  database: IDBPDatabase<Schema>,
  stores: StoreNames<Schema>[],
  work: (transaction: Writing<Schema>) => Promise<Result>,
): Promise<Result> {
  let transaction: Writing<Schema>;
  try {
    transaction = database.transaction(stores, "readwrite", { durability: "strict" });
  } catch (error) {
    throw storageError(error);
  }
  const done = transaction.done;
  done.catch(() => undefined);
  try {
    const result = await work(transaction);
    await done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // Already finished or aborted by the browser (full disk).
    }
    throw storageError(transaction.error ?? error);
  }
}
