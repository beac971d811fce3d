import assert from "node:assert/strict";
import { test } from "node:test";
import { asRowKey, KonsilError, type Transfer } from "@konsil/protocol";
import { createMemorySpool, encryptAttachment } from "@konsil/sealed";
import type { EncryptedFile, Transfers } from "../seams.ts";
import { ROOM } from "../wire/client-world.ts";
import { TransferList } from "./transfer-list.ts";
import { createTransfers } from "./transfers.ts";

const KEY = asRowKey("row-00000001");
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const live = new AbortController().signal;

class World {
  readonly spool = createMemorySpool();
  readonly list = new TransferList();
  readonly seen: Transfer[] = [];
  ciphertext = new Blob();
  stream: () => ReadableStream<Uint8Array> = () => this.ciphertext.stream();

  constructor() {
    this.list.onChange(() => this.seen.push(...this.list.list()));
  }

  start(): Promise<Transfers> {
    return createTransfers({
      list: this.list,
      spool: this.spool,
      fetchMedia: () => Promise.resolve().then(() => this.stream()),
      signal: live,
    });
  }

  async publish(plain: Uint8Array<ArrayBuffer>): Promise<EncryptedFile> {
    const elsewhere = createMemorySpool();
    const secret = await encryptAttachment(new Blob([plain]), await elsewhere.create("x"), { signal: live });
    this.ciphertext = (await elsewhere.read("x")) ?? new Blob();
    return { ...secret, url: "mxc://example.org/m" };
  }
}

test("[V1] a download comes decrypted, byte-identical and typed by its content", async () => {
  const world = new World();
  const transfers = await world.start();
  const file = await world.publish(PNG);
  const blob = await transfers.download(ROOM, KEY, file, PNG.length, "text/html", live);
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), PNG);
  assert.equal(blob.type, "image/png");
  const html = await world.publish(new TextEncoder().encode("<script>alert(1)</script>"));
  const other = await transfers.download(ROOM, KEY, html, 0, "text/html", live);
  assert.equal(other.type, "application/octet-stream");
});

test("[V2] a download shows what it does and its bytes, then leaves list and spool", async () => {
  const world = new World();
  const transfers = await world.start();
  const file = await world.publish(PNG);
  await transfers.download(ROOM, KEY, file, PNG.length, "image/png", live);
  const [first] = world.seen;
  const start = { key: KEY, roomId: ROOM, direction: "down", doneBytes: 0, totalBytes: PNG.length, state: "moving" };
  assert.deepEqual(first, start);
  assert.ok(world.seen.some(({ state, doneBytes }) => state === "moving" && doneBytes === PNG.length));
  const last = world.seen.at(-1);
  assert.deepEqual([last?.state, last?.doneBytes, last?.totalBytes], ["verifying", 2 * PNG.length, 2 * PNG.length]);
  assert.deepEqual(transfers.list(), []);
  assert.equal(await world.spool.sweep(new Set()), 0);
});

test("[V1] damaged, cut short or far too long is download-damaged and leaves nothing", async () => {
  const world = new World();
  const transfers = await world.start();
  const file = await world.publish(PNG);
  const damaged = new KonsilError("download-damaged");
  const whole = world.ciphertext;
  world.ciphertext = whole.slice(0, -1);
  await assert.rejects(transfers.download(ROOM, KEY, file, PNG.length, "", live), damaged);
  world.ciphertext = new Blob([whole, "x"]);
  await assert.rejects(transfers.download(ROOM, KEY, file, PNG.length, "", live), damaged);
  let taken = 0;
  world.stream = () =>
    new ReadableStream({
      pull: (controller) => {
        taken += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
  await assert.rejects(transfers.download(ROOM, KEY, file, PNG.length, "", live), damaged);
  assert.ok(taken < 30);
  assert.deepEqual(transfers.list(), []);
  assert.equal(await world.spool.sweep(new Set()), 0);
});

test("[V2] it can be cancelled from the list and by the caller", async () => {
  const world = new World();
  const transfers = await world.start();
  const file = await world.publish(PNG);
  world.stream = () =>
    new ReadableStream({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(1));
        assert.equal(transfers.cancel(KEY), true);
      },
    });
  await assert.rejects(transfers.download(ROOM, KEY, file, 10, "", live), new KonsilError("aborted"));
  assert.equal(transfers.cancel(KEY), false);
  await assert.rejects(transfers.download(ROOM, KEY, file, 10, "", AbortSignal.abort()), new KonsilError("aborted"));
  assert.equal(await world.spool.sweep(new Set()), 0);
});

test("[V1] what a crash left in the spool is swept at start; the server's error passes", async () => {
  const world = new World();
  const writer = await world.spool.create("left");
  await writer.close();
  const transfers = await world.start();
  assert.equal(await world.spool.read("left"), undefined);
  const file = await world.publish(PNG);
  world.stream = () => {
    throw new KonsilError("not-found");
  };
  await assert.rejects(transfers.download(ROOM, KEY, file, 10, "", live), new KonsilError("not-found"));
});
