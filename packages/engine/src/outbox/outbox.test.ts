import assert from "node:assert/strict";
import { test } from "node:test";
import { asEventId, asRoomId, asRowKey, KonsilError } from "@konsil/protocol";
import { fileEntry, headerEntry, ROOM, textEntry } from "./outbox-fixtures.ts";
import { comeToRest, failWith, OutboxWorld, stateOf, until } from "./outbox-world.ts";

const OTHER = asRoomId("!other:example.org");
const alreadySent = new KonsilError("already-sent");
const body = (row: { readonly key: string }): string => row.key;

test("[O5] nothing leaves before the first live sync, then all in order", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const rows = [textEntry(), textEntry(), textEntry()];
  for (const row of rows) await outbox.add(row);
  await comeToRest(world);
  assert.equal(world.server.requests, 0);
  assert.deepEqual(stateOf(outbox, ROOM), ["queued", "queued", "queued"]);
  outbox.open();
  await until(() => world.server.events.length === 3);
  assert.deepEqual(world.server.bodies(ROOM), rows.map(body));
});

test("[O1] a row is the echo until its event is seen, under the same key", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const row = textEntry();
  const changed: string[] = [];
  outbox.onChange((roomId) => changed.push(roomId));
  await outbox.add(row);
  assert.deepEqual(changed, [ROOM]);
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "sent");
  assert.equal(outbox.rows(ROOM)[0]?.eventId, "$1");
  assert.deepEqual(outbox.counts(ROOM), { waiting: 0, failed: 0, asking: 0 });
  outbox.sawEvent(ROOM, row.key, asEventId("$1"));
  await until(() => outbox.rows(ROOM).length === 0);
});

test("[O1] the synced event may come before the answer, with or without the transaction id", async () => {
  for (const transactionId of [true, false]) {
    const world = new OutboxWorld();
    const { outbox } = await world.start();
    const row = textEntry();
    world.onWire = () => outbox.sawEvent(ROOM, transactionId ? row.key : undefined, asEventId("$1"));
    await outbox.add(row);
    outbox.open();
    await until(() => outbox.rows(ROOM).length === 0);
    await comeToRest(world);
    assert.equal((await world.start()).outbox.rows(ROOM).length, 0);
  }
});

test("[O1] the same call again is the same row", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const row = textEntry();
  await Promise.all([outbox.add(row), outbox.add(row)]);
  await outbox.add(row);
  assert.equal(outbox.rows(ROOM).length, 1);
});

test("[O3] [C1] the case header goes first, even if it was made later", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  await outbox.add(textEntry());
  await outbox.add(headerEntry());
  assert.equal(outbox.rows(ROOM)[0]?.entry.content.kind, "caseHeader");
  outbox.open();
  await until(() => world.server.events.length === 2);
  assert.match(String(world.server.bodies(ROOM)[0]), /^Es geht um: Bergmann, Erika/);
});

test("[O3] [C1] nothing else leaves while the header cannot, and it cannot be discarded from under the rest", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const header = headerEntry();
  await outbox.add(header);
  await outbox.add(textEntry());
  world.server.trouble = failWith(new KonsilError("forbidden"));
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "failed");
  await comeToRest(world);
  assert.deepEqual(stateOf(outbox, ROOM), ["failed", "queued"]);
  assert.equal(world.server.events.length, 0);
  await assert.rejects(outbox.discard(header.key), new KonsilError("bad-request"));
  await assert.rejects(outbox.takeBack(header.key), alreadySent);
  await outbox.retry(header.key);
  await until(() => world.server.events.length === 2);
});

test("[O13] what follows from a delivered header is repeated until it is done, also after a crash", async () => {
  const world = new OutboxWorld();
  const first = await world.start();
  await first.outbox.add(headerEntry());
  world.server.trouble = (at, what) => (what === "bind" ? new KonsilError("server-unreachable") : undefined);
  first.outbox.open();
  await until(() => world.server.events.length === 1);
  await comeToRest(world);
  await first.outbox.close();
  assert.deepEqual(world.server.bound, []);
  world.server.trouble = () => undefined;
  const { outbox } = await world.start();
  assert.deepEqual(stateOf(outbox, ROOM), ["sent"]);
  outbox.open();
  await until(() => world.server.bound.length === 1);
  outbox.sawEvent(ROOM, undefined, asEventId("$1"));
  await until(() => outbox.rows(ROOM).length === 0);
  await comeToRest(world);
  assert.equal((await world.start()).outbox.rows(ROOM).length, 0);
  assert.equal(world.server.events.length, 1);
});

test("[O2] rooms do not wait for each other", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  let isStuck = false;
  world.onEncrypted = () => {
    isStuck = true;
    return new Promise(() => undefined);
  };
  await outbox.add(textEntry());
  outbox.open();
  await until(() => isStuck);
  world.onEncrypted = () => undefined;
  await outbox.add(textEntry({ roomId: OTHER }));
  await until(() => world.server.bodies(OTHER).length === 1);
  assert.equal(world.server.bodies(ROOM).length, 0);
});

test("[O2] [M2] a failed row holds back all behind it until it is tried again or discarded", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const rows = [textEntry(), textEntry()];
  for (const row of rows) await outbox.add(row);
  world.server.trouble = failWith(new KonsilError("not-a-member"));
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "failed");
  await comeToRest(world);
  assert.deepEqual(stateOf(outbox, ROOM), ["failed", "queued"]);
  assert.deepEqual(outbox.counts(ROOM), { waiting: 1, failed: 1, asking: 0 });
  assert.equal(world.server.events.length, 0);
  await outbox.discard(rows[0]?.key ?? asRowKey(""));
  await until(() => world.server.events.length === 1);
  assert.deepEqual(world.server.bodies(ROOM), [rows[1]?.key]);
});

test("[O2] a text does not overtake a file that is still being encrypted", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  outbox.open();
  const file = fileEntry({});
  const text = textEntry();
  await Promise.all([outbox.add(file, new Blob(["abc"])), outbox.add(text)]);
  await until(() => world.server.events.length === 2);
  assert.deepEqual(world.server.bodies(ROOM), ["EKG.png", text.key]);
});
