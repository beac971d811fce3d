import assert from "node:assert/strict";
import { test } from "node:test";
import { asRoomId, type RoomId } from "@konsil/protocol";
import { ReceiptFinder } from "./receipt-finder.ts";

const A = asRoomId("!a:x");
const B = asRoomId("!b:x");
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function finder(isFoundAfter: (roomId: RoomId) => number, signal = new AbortController().signal) {
  const loaded: RoomId[] = [];
  const found = new ReceiptFinder({
    loadOlder: (roomId) => {
      loaded.push(roomId);
      return Promise.resolve(true);
    },
    // As the room list does: a row whose receipt is still not in sight asks again.
    changed: (roomId) => {
      if (loaded.filter((known) => known === roomId).length < isFoundAfter(roomId)) found.want(roomId);
      else found.found(roomId);
    },
    signal,
  });
  return { found, loaded };
}

test("[B7] nothing is fetched before the account is settled and live", async () => {
  const { found, loaded } = finder(() => 1);
  found.want(A);
  await turn();
  assert.deepEqual(loaded, []);
  found.open();
  await turn();
  assert.deepEqual(loaded, [A]);
});

test("[B7] a room is paged back until its receipt is found, three times at most", async () => {
  const { found, loaded } = finder((roomId) => (roomId === A ? 2 : Infinity));
  found.open();
  found.want(A);
  found.want(B);
  await turn();
  assert.deepEqual(loaded.filter((roomId) => roomId === A).length, 2);
  assert.deepEqual(loaded.filter((roomId) => roomId === B).length, 3);
  found.want(B);
  await turn();
  assert.equal(loaded.length, 5);
});

test("[B7] after all was read, new unread messages get tries of their own", async () => {
  const { found, loaded } = finder(() => Infinity);
  found.open();
  found.want(B);
  await turn();
  found.found(B);
  found.want(B);
  await turn();
  assert.equal(loaded.length, 6);
});
