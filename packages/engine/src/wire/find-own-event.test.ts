import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FakeClient, ROOM } from "./client-world.ts";
import { findOwnEvent } from "./find-own-event.ts";

const live = new AbortController().signal;
const SINCE = 1_700_000_000_000;
const QUERY = { roomId: ROOM, transactionId: "txn", sentSince: SINCE };
const event = (id: string, at: number, transactionId?: string): unknown => ({
  event_id: id,
  origin_server_ts: at,
  ...(transactionId === undefined ? {} : { unsigned: { transaction_id: transactionId } }),
});

function serverOf(...pages: readonly (readonly unknown[])[]): FakeClient {
  const fake = new FakeClient();
  let next = 0;
  fake.answer = () => {
    const chunk = pages[next];
    next += 1;
    return { chunk, ...(next < pages.length ? { end: `t${String(next)}` } : {}) };
  };
  return fake;
}

test("[O8] pages back until the own transaction id is found", async () => {
  const fake = serverOf([event("$3", SINCE + 9), event("$2", SINCE + 5, "other")], [event("$1", SINCE, "txn")]);
  assert.equal(await findOwnEvent(fake.client, QUERY, live), "$1");
  assert.deepEqual(
    fake.requests.map((request) => request.query),
    [
      { dir: "b", limit: "100" },
      { dir: "b", limit: "100", from: "t1" },
    ],
  );
});

test("[O8] stops at what is older than the first attempt, and at the room's beginning", async () => {
  const old = serverOf([event("$2", SINCE - 11 * 60_000)], [event("$1", SINCE, "txn")]);
  assert.equal(await findOwnEvent(old.client, QUERY, live), null);
  assert.equal(old.requests.length, 1);
  assert.equal(await findOwnEvent(serverOf([]).client, QUERY, live), null);
});

test("[O8] [I2] whatever the server answers, it neither throws nor goes on for ever", async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (chunk) => {
      const fake = new FakeClient();
      fake.answer = () => ({ chunk, end: "same" });
      assert.equal(await findOwnEvent(fake.client, QUERY, live), null);
      assert.ok(fake.requests.length <= 2);
    }),
  );
});
