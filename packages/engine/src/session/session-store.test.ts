import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createRootKey } from "@konsil/sealed";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openSessionStore, type StoredSession } from "./session-store.ts";

const PREFIX = "konsil:sonnenallee:store";
const open: StoredSession = {
  state: "open",
  userId: "@brandt:example.org",
  deviceId: "DEVICE",
  accessToken: "secret-token",
  recovered: true,
};

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test("[B9] a session is there after a restart, and what ended says why and what had not left", async () => {
  const rootKey = await createRootKey();
  const stop = new AbortController();
  const store = await openSessionStore(PREFIX, rootKey, stop.signal);
  assert.equal(await store.read(), undefined);
  await store.write(open);
  stop.abort();
  const again = await openSessionStore(PREFIX, rootKey, new AbortController().signal);
  assert.deepEqual(await again.read(), open);
  const ended = { state: "ended", userId: open.userId, reason: "revoked", notSent: 3 } as const;
  await again.write(ended);
  assert.deepEqual(await again.read(), ended);
});

test("[S3] a session that another root key sealed is no session", async () => {
  const stop = new AbortController();
  const store = await openSessionStore(PREFIX, await createRootKey(), stop.signal);
  await store.write(open);
  stop.abort();
  const other = await openSessionStore(PREFIX, await createRootKey(), new AbortController().signal);
  assert.equal(await other.read(), undefined);
});
