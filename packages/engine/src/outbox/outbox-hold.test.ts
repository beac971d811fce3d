import assert from "node:assert/strict";
import { test } from "node:test";
import { asRowKey, KonsilError } from "@konsil/protocol";
import { ROOM, textEntry, TIME } from "./outbox-fixtures.ts";
import { comeToRest, OutboxWorld, stateOf, until } from "./outbox-world.ts";

const alreadySent = new KonsilError("already-sent");

test("[O6] [M2] inside the hold it can be taken back, and leaves when the hold is over", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  outbox.open();
  const back = textEntry({ notBefore: TIME + 5000 });
  const gone = textEntry({ notBefore: TIME + 5000 });
  await outbox.add(back);
  await outbox.add(gone);
  await comeToRest(world);
  assert.deepEqual(stateOf(outbox, ROOM), ["held", "held"]);
  assert.deepEqual(await outbox.takeBack(back.key), { text: back.key, replyTo: null });
  world.clock.advance(4999);
  await comeToRest(world);
  assert.equal(world.server.requests, 0);
  world.clock.advance(1);
  await until(() => world.server.events.length === 1);
  assert.deepEqual(world.server.bodies(ROOM), [gone.key]);
  await assert.rejects(outbox.takeBack(gone.key), alreadySent);
});

test("[O6] [M2] a take-back between encryption and the wire wins; after the claim it is too late", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const [early, late] = [textEntry(), textEntry()];
  let taken: Promise<unknown> = Promise.resolve();
  world.onEncrypted = () => {
    world.onEncrypted = () => undefined;
    taken = outbox.takeBack(early.key);
  };
  await outbox.add(early);
  outbox.open();
  await until(() => outbox.rows(ROOM).length === 0);
  assert.deepEqual(await taken, { text: early.key, replyTo: null });

  world.onWire = () => assert.rejects(outbox.takeBack(late.key), alreadySent);
  await outbox.add(late);
  world.clock.advance(1000);
  await until(() => world.server.events.length === 1);
  assert.deepEqual(world.server.bodies(ROOM), [late.key]);
});

test("[O6] take-back and claim at the same moment: exactly one of them wins, every time", async () => {
  for (let ticks = 0; ticks < 30; ticks += 1) {
    const world = new OutboxWorld();
    const { outbox } = await world.start();
    const row = textEntry();
    await outbox.add(row);
    outbox.open();
    for (let tick = 0; tick < ticks; tick += 1) await new Promise((resolve) => setImmediate(resolve));
    const isBack = await outbox.takeBack(row.key).then(
      () => true,
      () => false,
    );
    await comeToRest(world);
    assert.equal(world.server.events.length, isBack ? 0 : 1);
  }
});

test("[O6] sendNow ends the hold", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  outbox.open();
  const row = textEntry({ notBefore: TIME + 5000 });
  await outbox.add(row);
  await outbox.sendNow(row.key);
  await until(() => world.server.events.length === 1);
  await assert.rejects(outbox.sendNow(row.key), alreadySent);
});

test("[O7] [M2] killed inside the hold: none is sent, all ask; a person decides", async () => {
  const world = new OutboxWorld();
  const first = await world.start();
  first.outbox.open();
  const rows = [1, 2, 3].map(() => textEntry({ notBefore: TIME + 5000 }));
  for (const row of rows) await first.outbox.add(row);
  first.kill();
  world.clock.time += 60_000;
  const { outbox } = await world.start();
  outbox.open();
  await comeToRest(world);
  assert.deepEqual(stateOf(outbox, ROOM), ["asking:cut", "asking:cut", "asking:cut"]);
  assert.deepEqual(outbox.counts(ROOM), { waiting: 0, failed: 0, asking: 3 });
  assert.equal(world.server.requests, 0);
  const [yes, back, no] = rows;
  assert.ok(yes && back && no);
  assert.equal((await outbox.takeBack(back.key)).text, back.key);
  await outbox.discard(no.key);
  await outbox.retry(yes.key);
  await until(() => world.server.events.length === 1);
  assert.deepEqual(world.server.bodies(ROOM), [yes.key]);
});

test("[O7] [M2] rows of another host session and old rows ask, and a yes makes them rows of today", async () => {
  const world = new OutboxWorld();
  const first = await world.start();
  await first.outbox.add(textEntry());
  first.kill();
  const second = await world.start({ hostSession: "session-2" });
  const { outbox } = second;
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "asking:other-session");
  world.server.trouble = () => new KonsilError("server-unreachable");
  await outbox.retry(outbox.rows(ROOM)[0]?.entry.key ?? asRowKey(""));
  await until(() => world.server.requests === 1);
  second.kill();
  world.server.trouble = () => undefined;
  const third = await world.start({ hostSession: "session-2" });
  world.clock.time += 60 * 60_000;
  third.outbox.open();
  await until(() => stateOf(third.outbox, ROOM)[0] === "asking:old");
  assert.equal(world.server.events.length, 0);
});

test("[O7] a row that grows old while the server is away asks, in a process that lives on", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  world.server.trouble = () => new KonsilError("server-unreachable");
  world.clock.jumps = true;
  await outbox.add(textEntry());
  outbox.open();
  // The first attempt claimed it: it is looked for before it asks, and the search fails as well.
  await until(() => world.clock.time > TIME + 31 * 60_000);
  world.server.trouble = () => undefined;
  await until(() => stateOf(outbox, ROOM)[0] === "asking:old");
  assert.equal(world.server.events.length, 0);
  await outbox.close();
});

test("[O8] a stale row whose answer was lost is found by its transaction id and not sent again", async () => {
  const world = new OutboxWorld();
  const first = await world.start();
  const row = textEntry();
  await first.outbox.add(row);
  world.server.trouble = (at, what) =>
    at === "after" && what === "put" ? new KonsilError("server-unreachable") : undefined;
  first.outbox.open();
  await until(() => world.server.events.length === 1);
  await first.outbox.close();
  world.server.trouble = () => undefined;
  world.clock.time += 13 * 3600_000;
  const { outbox } = await world.start({ hostSession: "session-2" });
  await comeToRest(world);
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "sent");
  assert.equal(world.server.events.length, 1);
});

test("[O8] a stale row that is not found asks as unclear; take-back is too late, a yes sends it", async () => {
  const world = new OutboxWorld();
  const first = await world.start();
  const row = textEntry();
  await first.outbox.add(row);
  world.server.trouble = () => new KonsilError("server-unreachable");
  first.outbox.open();
  await until(() => world.server.requests === 1);
  await first.outbox.close();
  world.server.trouble = () => undefined;
  world.clock.time += 13 * 3600_000;
  const { outbox } = await world.start();
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "asking:unclear");
  assert.equal(outbox.askReasonOf(row.key), "unclear");
  await assert.rejects(outbox.takeBack(row.key), alreadySent);
  await outbox.retry(row.key);
  await until(() => world.server.events.length === 1);
});

test("[O8] an unclear row can be discarded", async () => {
  const world = new OutboxWorld();
  const first = await world.start();
  const row = textEntry();
  await first.outbox.add(row);
  world.server.trouble = (at, what) => (what === "put" ? new KonsilError("server-unreachable") : undefined);
  first.outbox.open();
  await until(() => world.server.requests === 1);
  first.kill();
  const { outbox } = await world.start({ hostSession: "session-2" });
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "asking:other-session");
  await outbox.discard(row.key);
  assert.equal((await world.start()).outbox.rows(ROOM).length, 0);
});
