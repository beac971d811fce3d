import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBDatabase, IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { KonsilError } from "@konsil/protocol";
import type { DBSchema, IDBPDatabase } from "idb";
import { openDatabase, writeStrictly } from "./strict-database.ts";

interface Schema extends DBSchema {
  rows: { key: string; value: string };
}
const upgrade = (database: IDBPDatabase<Schema>): void => {
  database.createObjectStore("rows");
};
const open = (signal?: AbortSignal): Promise<IDBPDatabase<Schema>> => {
  globalThis.indexedDB = new IDBFactory();
  return openDatabase<Schema>("test", 1, upgrade, signal);
};

test("[R4] writes ask for strict durability", async (context) => {
  const database = await open();
  const transaction = context.mock.method(IDBDatabase.prototype, "transaction");
  await writeStrictly(database, ["rows"], (writing) => writing.objectStore("rows").put("a", "k"));
  assert.deepEqual(transaction.mock.calls[0]?.arguments.slice(1), ["readwrite", { durability: "strict" }]);
  assert.equal(await database.get("rows", "k"), "a");
});

test("[R4] a full disk is disk-full and nothing of the transaction stays", async () => {
  const database = await open();
  const write = writeStrictly(database, ["rows"], async (writing) => {
    await writing.objectStore("rows").put("half", "k");
    throw new DOMException("full", "QuotaExceededError");
  });
  await assert.rejects(write, new KonsilError("disk-full"));
  assert.equal(await database.get("rows", "k"), undefined);
});

test("[R4] a closed or refused database is storage-blocked", async () => {
  const stop = new AbortController();
  const database = await open(stop.signal);
  stop.abort();
  const write = writeStrictly(database, ["rows"], (writing) => writing.objectStore("rows").put("a", "k"));
  await assert.rejects(write, new KonsilError("storage-blocked"));
  globalThis.indexedDB = {
    open: () => {
      throw new DOMException("blocked", "SecurityError");
    },
  } as unknown as IDBFactory;
  await assert.rejects(openDatabase<Schema>("test", 1, upgrade), new KonsilError("storage-blocked"));
});
