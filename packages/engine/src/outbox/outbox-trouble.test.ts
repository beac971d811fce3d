import assert from "node:assert/strict";
import { test } from "node:test";
import { asEventId, asRoomId, KonsilError } from "@konsil/protocol";
import { decryptAttachment } from "@konsil/sealed";
import { fileEntry, ROOM, textEntry } from "./outbox-fixtures.ts";
import { comeToRest, failWith, OutboxWorld, stateOf, until } from "./outbox-world.ts";

const OTHER = asRoomId("!other:example.org");

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

test("[O11] what was uploaded can be opened until its event has come back, and not before", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const file = fileEntry({});
  await outbox.add(file, new Blob(["abc"]));
  assert.equal(outbox.uploadOf(file.key), undefined);
  outbox.open();
  await until(() => stateOf(outbox, ROOM)[0] === "sent");
  const { signal } = new AbortController();
  const upload = outbox.uploadOf(file.key);
  const plain =
    upload && world.server.uploads[0] && (await decryptAttachment(world.server.uploads[0], upload.file, { signal }));
  assert.deepEqual([upload?.file.url, await plain?.text()], ["mxc://example.org/1", "abc"]);
  outbox.sawEvent(ROOM, file.key, asEventId("$1"));
  await comeToRest(world);
  assert.equal(outbox.uploadOf(file.key), undefined);
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

test("[O15] an upload is in the list with its bytes and can be cancelled: row and spooled file are gone", async () => {
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

test("[O15] cancelled while it is being encrypted: the call fails as aborted and nothing stays", async () => {
  const world = new OutboxWorld();
  const { outbox } = await world.start();
  const file = fileEntry({});
  const adding = outbox.add(file, new Blob([new Uint8Array(3_000_000)]));
  await until(() => world.transfers.cancel(file.key));
  await assert.rejects(adding, new KonsilError("aborted"));
  assert.equal(outbox.rows(ROOM).length, 0);
  assert.equal(await world.spool.sweep(new Set()), 0);
});
