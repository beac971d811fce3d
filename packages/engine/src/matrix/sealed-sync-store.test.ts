import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createRootKey } from "@konsil/sealed";
import type { ISyncResponse } from "matrix-js-sdk/lib/sync-accumulator.js";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { SealedSyncStore } from "./sealed-sync-store.ts";

const PREFIX = "konsil:sonnenallee:store";
const ROOM = "!room:example.org";
const CANARY = "Kanarienvogel";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

function syncOf(token: string, events: number): ISyncResponse {
  const event = (index: number) => ({
    type: "m.room.encrypted",
    event_id: `$${token}-${String(index)}`,
    sender: "@a:example.org",
    origin_server_ts: index,
    content: { ciphertext: "…" },
  });
  const name = {
    type: "m.room.name",
    state_key: "",
    content: { name: CANARY },
    event_id: "$n",
    sender: "@a:example.org",
    origin_server_ts: 1,
  };
  return {
    next_batch: token,
    account_data: { events: [{ type: "x", content: { of: CANARY } }] },
    rooms: {
      join: {
        [ROOM]: {
          timeline: {
            events: Array.from({ length: events }, (_, index) => event(index)),
            limited: false,
            prev_batch: "p",
          },
          state: { events: [name] },
          ephemeral: { events: [] },
          account_data: { events: [] },
          summary: {},
          unread_notifications: {},
        },
      },
      invite: {},
      leave: {},
      knock: {},
    },
  } as unknown as ISyncResponse;
}

async function open(rootKey: CryptoKey) {
  const stop = new AbortController();
  return { store: await SealedSyncStore.open(PREFIX, rootKey, stop.signal), close: () => stop.abort() };
}

/** Every byte of the database as one text. */
async function atRest(): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(`${PREFIX}:sync`);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("open"));
  });
  const values = await new Promise<unknown[]>((resolve) => {
    const request = database.transaction("sync").objectStore("sync").getAll();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return values.map((value) => Buffer.from(value as Uint8Array).toString("latin1")).join("");
}

test("[B10] what was synced is there after a restart: rooms, token, members, filter", async () => {
  const rootKey = await createRootKey();
  const first = await open(rootKey);
  await first.store.setSyncData(syncOf("s1", 3));
  await first.store.setOutOfBandMembers(ROOM, [{ event_id: "$m" } as never]);
  first.store.setFilterIdByName("main", "f1");
  await first.store.save(true);
  first.close();
  const { store } = await open(rootKey);
  const saved = await store.getSavedSync();
  assert.equal(await store.getSavedSyncToken(), "s1");
  assert.equal(saved?.roomsData.join[ROOM]?.timeline.events.length, 3);
  assert.equal((await store.getOutOfBandMembers(ROOM))?.length, 1);
  assert.equal(store.getFilterIdByName("main"), "f1");
  assert.equal(await store.isNewlyCreated(), false);
});

test("[B10] [E2] no name, no account data lies in clear on disk", async () => {
  const { store } = await open(await createRootKey());
  await store.setSyncData(syncOf("s1", 3));
  await store.save(true);
  const bytes = await atRest();
  assert.ok(bytes.length > 500);
  for (const clear of [CANARY, ROOM, "m.room.name", "@a:example.org"])
    assert.equal(bytes.includes(clear), false, clear);
});

test("[B10] a room keeps ten events, however busy it was", async () => {
  const { store } = await open(await createRootKey());
  for (let sync = 0; sync < 10; sync += 1) await store.setSyncData(syncOf(`s${String(sync)}`, 9));
  const kept = (await store.getSavedSync())?.roomsData.join[ROOM]?.timeline.events.length ?? 0;
  assert.ok(kept > 0 && kept <= 10);
});

test("[B10] a sync that brings a room is saved at once, as are those shortly after it, others in their time", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1_790_000_000_000 });
  const rootKey = await createRootKey();
  const { store, close } = await open(rootKey);
  await store.setSyncData(syncOf("s1", 1));
  assert.equal(store.wantsSave(), true);
  await store.save();
  await store.setSyncData(syncOf("s2", 1));
  assert.equal(store.wantsSave(), true);
  t.mock.timers.tick(5000);
  await store.save(true);
  assert.equal(store.wantsSave(), false);
  close();
  const again = await open(rootKey);
  await again.store.save(true);
  await again.store.setSyncData(syncOf("s3", 1));
  assert.equal(again.store.wantsSave(), false);
  const left = syncOf("s4", 1);
  await again.store.setSyncData({ ...left, rooms: { ...left.rooms, join: {}, leave: left.rooms.join } });
  assert.equal(again.store.wantsSave(), true);
  again.close();
});

test("[B10] what the SDK does to the saved sync does not change what is kept", async () => {
  const { store } = await open(await createRootKey());
  await store.setSyncData(syncOf("s1", 1));
  const saved = await store.getSavedSync();
  Object.assign(saved?.roomsData.join[ROOM]?.timeline.events[0] ?? {}, { added: () => undefined });
  await store.save(true);
  assert.equal("added" in ((await store.getSavedSync())?.roomsData.join[ROOM]?.timeline.events[0] ?? {}), false);
});

test("[B10] a record that another key sealed is forgotten, the next sync rebuilds it", async () => {
  const first = await open(await createRootKey());
  await first.store.setSyncData(syncOf("s1", 1));
  await first.store.save(true);
  first.close();
  const { store } = await open(await createRootKey());
  assert.equal(await store.getSavedSync(), null);
  assert.equal(await store.getSavedSyncToken(), null);
});

test("[B10] a disk that refuses does not stop the client", async () => {
  const { store, close } = await open(await createRootKey());
  await store.setSyncData(syncOf("s1", 1));
  close();
  await store.save(true);
  assert.equal(store.wantsSave(), true);
});
