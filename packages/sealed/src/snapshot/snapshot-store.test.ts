import assert from "node:assert/strict";
import { test } from "node:test";
import { asRoomId } from "@konsil/protocol";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { createRootKey } from "../seal/root-key.ts";
import { createSealer } from "../seal/sealer.ts";
import { openSnapshotStore, type Snapshot } from "./snapshot-store.ts";

const SNAPSHOT: Snapshot = {
  session: { state: "starting" },
  rooms: [],
  timelines: [{ roomId: asRoomId("!a:example.org"), rows: [] }],
  takenAt: 7,
};

test("[R7] the last view comes back", async () => {
  globalThis.indexedDB = new IDBFactory();
  const store = await openSnapshotStore("p", await createRootKey());
  assert.equal(await store.read(), undefined);
  await store.write({ ...SNAPSHOT, takenAt: 1 });
  await store.write(SNAPSHOT);
  assert.deepEqual(await store.read(), SNAPSHOT);
  await store.clear();
  assert.equal(await store.read(), undefined);
});

test("[R7] a snapshot of another release or another key is not read", async () => {
  globalThis.indexedDB = new IDBFactory();
  const rootKey = await createRootKey();
  const store = await openSnapshotStore("p", rootKey);
  await store.write(SNAPSHOT);
  assert.equal(await (await openSnapshotStore("p", await createRootKey())).read(), undefined);
  const raw = await openDB("p:snapshot");
  const sealer = createSealer(rootKey, "snapshot");
  await raw.put("snapshot", await sealer.sealJson(SNAPSHOT, ["snapshot", "last", "0"]), "last");
  assert.equal(await store.read(), undefined);
});
