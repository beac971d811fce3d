import assert from "node:assert/strict";
import { test } from "node:test";
import { asEventId, asRoomId, asRowKey, KonsilError } from "@konsil/protocol";
import { openDB } from "idb";
import { fileEntry, headerEntry, ROOM, SESSION, textEntry, TIME } from "./outbox-fixtures.ts";
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

test("[O9] an unreachable server is tried again with growing pauses, a poke ends the pause", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  world.server.trouble = () => new KonsilError("server-unreachable");
  await outbox.add(textEntry());
  outbox.open();
  for (const [attempt, pauseMs] of [1000, 2000, 4000, 8000].entries()) {
    await until(() => world.server.requests === attempt + 1);
    await until(() => stateOf(outbox, ROOM)[0] === "queued");
    await comeToRest(world);
    world.clock.advance(pauseMs - 1);
    await comeToRest(world);
    assert.equal(world.server.requests, attempt + 1);
    world.clock.advance(1);
  }
  await until(() => world.server.requests === 5);
  await comeToRest(world);
  world.server.trouble = () => undefined;
  outbox.poke();
  await until(() => world.server.events.length === 1);
});

test("[O9] 429 is waited for as long as the server says, whoever pokes", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  world.server.trouble = failWith(new KonsilError("rate-limited", { retryAfterMs: 7000 }));
  await outbox.add(textEntry());
  outbox.open();
  await until(() => world.server.requests === 1);
  await comeToRest(world);
  outbox.poke();
  world.clock.advance(6999);
  await comeToRest(world);
  assert.equal(world.server.requests, 1);
  world.clock.advance(1);
  await until(() => world.server.events.length === 1);
});

test("[O9] a revoked session stops all rooms and loses nothing", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  world.server.trouble = failWith(new KonsilError("token-revoked"));
  await outbox.add(textEntry());
  outbox.open();
  await until(() => world.server.requests === 1);
  await outbox.add(textEntry({ roomId: OTHER }));
  await comeToRest(world);
  outbox.poke();
  world.clock.advance(3600_000 / 4);
  await comeToRest(world);
  assert.equal(world.server.requests, 1);
  assert.deepEqual([...stateOf(outbox, ROOM), ...stateOf(outbox, OTHER)], ["queued", "queued"]);
  outbox.open();
  await until(() => world.server.events.length === 2);
});

test("[O9] [E1] a room that is not yet known to be encrypted is waited for; nothing is claimed by that", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const row = textEntry();
  world.onEncrypted = () => {
    throw new KonsilError("not-encrypted");
  };
  await outbox.add(row);
  outbox.open();
  await comeToRest(world);
  world.clock.advance(250);
  await comeToRest(world);
  assert.deepEqual(stateOf(outbox, ROOM), ["queued"]);
  world.onEncrypted = () => undefined;
  world.clock.advance(500);
  await until(() => world.server.events.length === 1);
});

test("[O9] a room that stays unencrypted fails in the end, and the text can be taken back", async () => {
  const world = new OutboxWorld();
  world.clock.jumps = true;
  const { outbox } = await world.start();
  const row = textEntry();
  world.onEncrypted = () => {
    throw new KonsilError("not-encrypted");
  };
  await outbox.add(row);
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "failed");
  assert.deepEqual(outbox.rows(ROOM)[0]?.send, { at: "failed", code: "not-encrypted", canRetry: true });
  assert.equal((await outbox.takeBack(row.key)).text, row.key);
});

test("[O11] a file is uploaded once, as ciphertext, and its event is sent until it arrives", async () => {
  const world = new OutboxWorld();
  world.clock.jumps = true;
  const { outbox } = await world.start();
  const file = fileEntry({ text: "Befund" });
  await outbox.add(file, new Blob(["abc"]));
  let left = 3;
  world.server.trouble = (at, what) =>
    what === "put" && (left -= 1) >= 0 ? new KonsilError("server-unreachable") : undefined;
  outbox.open();
  await until(() => world.server.events.length === 1);
  assert.equal(world.server.uploads.length, 1);
  assert.notEqual(await world.server.uploads[0]?.text(), "abc");
  const [event] = world.server.events;
  assert.equal((event?.content["file"] as { url?: string }).url, "mxc://example.org/1");
  await comeToRest(world);
  assert.equal(await world.spool.sweep(new Set()), 0);
});

test("[O9] a file that is too large fails with the limit and cannot be tried again", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  world.server.trouble = failWith(new KonsilError("file-too-large", { limitBytes: 2 }));
  const file = fileEntry({});
  await outbox.add(file, new Blob(["abc"]));
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "failed");
  const failed = { at: "failed", code: "file-too-large", canRetry: false, limitBytes: 2 };
  assert.deepEqual(outbox.rows(ROOM)[0]?.send, failed);
  await outbox.retry(file.key);
  assert.deepEqual(outbox.rows(ROOM)[0]?.send, failed);
  await outbox.discard(file.key);
  assert.equal(await world.spool.sweep(new Set()), 0);
});

test("[O9] an upload that is cut again and again fails and can be tried again", async () => {
  const world = new OutboxWorld();
  world.clock.jumps = true;
  const { outbox } = await world.start();
  world.server.trouble = (at, what) => (what === "upload" ? new KonsilError("upload-cut") : undefined);
  const file = fileEntry({});
  await outbox.add(file, new Blob(["abc"]));
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "failed");
  assert.equal(world.server.requests, 4);
  world.server.trouble = () => undefined;
  await outbox.retry(file.key);
  await until(() => world.server.events.length === 1);
});

test("[H4] an upload is in the list with its bytes and can be cancelled: row and spooled file are gone", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  let stopped: AbortSignal | undefined;
  world.onUpload = (signal) => {
    stopped = signal;
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  };
  const file = fileEntry({});
  await outbox.add(file, new Blob(["abc"]));
  outbox.open();
  await until(() => world.transfers.list().length === 1);
  const moving = { key: file.key, roomId: ROOM, direction: "up", doneBytes: 0, totalBytes: 3, state: "moving" };
  assert.deepEqual(world.transfers.list(), [moving]);
  assert.equal(world.transfers.cancel(file.key), true);
  await until(() => outbox.rows(ROOM).length === 0);
  await until(() => world.transfers.list().length === 0);
  assert.equal(stopped?.aborted, true);
  assert.equal(await world.spool.sweep(new Set()), 0);
  assert.equal(world.transfers.cancel(file.key), false);
});

test("[H4] cancelled while it is being encrypted: the call fails as aborted and nothing stays", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const file = fileEntry({});
  const adding = outbox.add(file, new Blob([new Uint8Array(3_000_000)]));
  await until(() => world.transfers.cancel(file.key));
  await assert.rejects(adding, new KonsilError("aborted"));
  assert.equal(outbox.rows(ROOM).length, 0);
  assert.equal(await world.spool.sweep(new Set()), 0);
});

test("[O1] a full disk: the call fails as disk-full, nothing is half written, later rows are not held up", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const put = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  try {
    await assert.rejects(outbox.add(fileEntry({}), new Blob(["abc"])), new KonsilError("disk-full"));
  } finally {
    IDBObjectStore.prototype.add = put;
  }
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
