import assert from "node:assert/strict";
import { test } from "node:test";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { CASE_HEADER_FIELD } from "../outbox/case-header-content.ts";
import { NWOSU, RoomWorld, SELF } from "./room-world.ts";
import { unreadOf, type ReadState } from "./unread.ts";

const world = new RoomWorld();
const text = (body = "a"): MatrixEvent => world.text(NWOSU, body);
const unread = (stretches: MatrixEvent[][], change: Partial<ReadState> = {}) =>
  unreadOf({ stretches, self: SELF, readUpTo: null, hasOlder: false, serverCount: 0, ...change });

test("[B7] messages of others since the receipt are counted, and the marker stands after the last one that was read", () => {
  const read = text();
  const { count, after } = unread([[text(), read, text(), text()]], { readUpTo: read.getId() ?? null });
  assert.deepEqual(count, { count: 2, atLeast: false });
  assert.equal(after, read.getId());
});

test("[B7] own messages, headers, edits, reactions, joins and redacted ones do not count", () => {
  const original = text();
  const relation = { rel_type: "m.replace", event_id: original.getId() };
  const edit = world.sealed(NWOSU, { msgtype: "m.text", body: "*", "m.relates_to": relation });
  const header = world.sealed(NWOSU, { msgtype: "m.text", body: "Es geht um", [CASE_HEADER_FIELD]: {} });
  const reaction = world.event(
    "m.reaction",
    { "m.relates_to": { ...relation, rel_type: "m.annotation", key: "+" } },
    NWOSU,
  );
  const redacted = world.event("m.room.message", {}, NWOSU, { unsigned: { redacted_because: { content: {} } } });
  const own = world.text(SELF, "seen what is above");
  const since = [header, edit, reaction, world.member(NWOSU, "join"), redacted];
  assert.deepEqual(unread([[original, own, ...since]]).count, { count: 0, atLeast: false });
  assert.deepEqual(unread([[own, ...since, text()]]).count, { count: 1, atLeast: false });
});

test("[B7] a receipt that is not loaded makes the number a lower bound", () => {
  assert.deepEqual(unread([[text(), text()]], { hasOlder: true }).count, { count: 2, atLeast: true });
  assert.deepEqual(unread([[text(), text()]], { hasOlder: false }).count, { count: 2, atLeast: false });
});

test("[B7] one join as the only loaded event does not hide the messages above it", () => {
  const joined = [[world.member(NWOSU, "join")]];
  assert.deepEqual(unread(joined, { hasOlder: true, serverCount: 5 }).count, { count: 1, atLeast: true });
  assert.deepEqual(unread(joined, { hasOlder: true, serverCount: 0 }).count, { count: 0, atLeast: false });
});

test("[B7] across a hole the number is a lower bound", () => {
  const read = text();
  const { count, after } = unread([[read], [text()]], { readUpTo: read.getId() ?? null, hasOlder: true });
  assert.deepEqual(count, { count: 1, atLeast: true });
  assert.equal(after, read.getId());
});
