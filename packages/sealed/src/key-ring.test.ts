import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { openKeyRing } from "./key-ring.ts";
import { deriveBytes } from "./seal/root-key.ts";

function freshDisk(): void {
  globalThis.indexedDB = new IDBFactory();
}

test("[R1] a user gets the same key again after a restart, another user another one", async () => {
  freshDisk();
  const first = await openKeyRing("sonnenallee");
  assert.equal(await first.load("anna"), undefined);
  const anna = await first.loadOrCreate("anna");
  const bernd = await first.loadOrCreate("bernd");
  first.close();
  const again = await (await openKeyRing("sonnenallee")).load("anna");
  assert.ok(again);
  assert.equal(again.storePrefix, anna.storePrefix);
  assert.match(anna.storePrefix, /^konsil:sonnenallee:[A-Za-z0-9_-]{16}$/);
  assert.notEqual(bernd.storeId, anna.storeId);
  assert.equal(again.unlockedUntil, null);
  const derived = await deriveBytes(anna.rootKey, "t", 16);
  assert.deepEqual(await deriveBytes(again.rootKey, "t", 16), derived);
  assert.notDeepEqual(await deriveBytes(bernd.rootKey, "t", 16), derived);
});

test("[R1] two views that start at the same time get one key", async () => {
  freshDisk();
  const rings = await Promise.all([openKeyRing("t"), openKeyRing("t"), openKeyRing("t")]);
  const entries = await Promise.all(rings.map((ring) => ring.loadOrCreate("anna")));
  assert.equal(new Set(entries.map((entry) => entry.storeId)).size, 1);
});

test("[R1] after removal there is a new key and a new store: old data is not even looked at", async () => {
  freshDisk();
  const ring = await openKeyRing("t");
  const before = await ring.loadOrCreate("anna");
  const removed = await ring.remove("anna");
  assert.equal(removed?.storePrefix, before.storePrefix);
  assert.equal(await ring.load("anna"), undefined);
  assert.notEqual((await ring.loadOrCreate("anna")).storeId, before.storeId);
  assert.equal((await ring.list()).length, 1);
});

test("[R1] tenants do not see each other's keys", async () => {
  freshDisk();
  const a = await (await openKeyRing("a")).loadOrCreate("anna");
  const b = await (await openKeyRing("b")).loadOrCreate("anna");
  assert.notEqual(a.storePrefix, b.storePrefix);
  assert.deepEqual(await (await openKeyRing("a")).list(), [await (await openKeyRing("a")).load("anna")]);
});

test("[R3] the name of the host user is not on disk", async () => {
  freshDisk();
  await (await openKeyRing("t")).loadOrCreate("anna.kanarienvogel");
  const raw = await openDB("konsil:t:keys");
  const dump = JSON.stringify([await raw.getAll("entries"), await raw.getAllKeys("entries")]);
  assert.ok(dump.length > 50);
  assert.ok(!dump.includes("kanarienvogel"));
});
