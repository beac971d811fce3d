import assert from "node:assert/strict";
import { test } from "node:test";
import { KonsilError } from "@konsil/protocol";
import { openDB } from "idb";
import { fileEntry, ROOM, SESSION, textEntry } from "./outbox-fixtures.ts";
import { comeToRest, OutboxWorld, stateOf, until } from "./outbox-world.ts";

test("[O1] a full disk: the call fails as disk-full, nothing is half written, later rows are not held up", async (context) => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const full = context.mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await assert.rejects(outbox.add(fileEntry({}), new Blob(["abc"])), new KonsilError("disk-full"));
  full.mock.restore();
  assert.equal(outbox.rows(ROOM).length, 0);
  assert.equal(await world.spool.sweep(new Set()), 0);
  assert.equal((await world.start()).outbox.rows(ROOM).length, 0);
  await outbox.add(textEntry());
  outbox.open();
  await until(() => world.server.events.length === 1);
});

test("[O12] on disk a row shows its key and version and nothing else", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  await outbox.add(textEntry({ content: { kind: "text", text: "Kanarienvogel", replyTo: null } }));
  const raw = await openDB("konsil:t:s:outbox");
  const [record] = (await raw.getAll("rows")) as { sealed: Uint8Array }[];
  assert.ok(record);
  assert.deepEqual(Object.keys(record).sort(), ["key", "sealed", "version"]);
  const dump = new TextDecoder("latin1").decode(record.sealed);
  for (const word of ["Kanarienvogel", ROOM, SESSION, "text"]) assert.ok(!dump.includes(word));
});

test("[O12] a row that was changed or moved on disk is left alone", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  await outbox.add(textEntry());
  await outbox.add(textEntry());
  const raw = await openDB("konsil:t:s:outbox");
  const [one, two] = (await raw.getAll("rows")) as { key: string; sealed: Uint8Array }[];
  assert.ok(one && two);
  await raw.put("rows", { ...one, sealed: two.sealed });
  const again = await world.start();
  assert.equal(again.outbox.rows(ROOM).length, 1);
  assert.equal((await raw.getAll("rows")).length, 2);
});

test("[O4] close waits for the request under way and sends nothing more", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const rows = [textEntry(), textEntry()];
  for (const row of rows) await outbox.add(row);
  let answer: () => void = () => undefined;
  world.onWire = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "sending");
  let isClosed = false;
  const closing = outbox.close().then(() => {
    isClosed = true;
  });
  await comeToRest(world);
  assert.equal(isClosed, false);
  answer();
  await closing;
  assert.deepEqual(world.server.bodies(ROOM), [rows[0]?.key]);
  assert.equal((await world.start()).outbox.rows(ROOM).length, 1);
});

test("[O4] a server that does not answer holds up a close for 5 s at most; the row is sent once all the same", async () => {
  const world = new OutboxWorld();
  const first = await world.start();
  await first.outbox.add(textEntry());
  world.onWire = () => new Promise(() => undefined);
  first.outbox.open();
  await until(() => stateOf(first.outbox, ROOM)[0] === "sending");
  let isClosed = false;
  const closing = first.outbox.close().then(() => {
    isClosed = true;
  });
  await comeToRest(world);
  world.clock.advance(4999);
  await comeToRest(world);
  assert.equal(isClosed, false);
  world.clock.advance(1);
  await closing;
  first.kill();
  world.onWire = () => undefined;
  const { outbox } = await world.start();
  outbox.open();
  await until(() => world.server.events.length === 1);
});
