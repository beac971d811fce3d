import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemorySpool } from "./memory-spool.ts";

test("[R9] a file exists after close, is whole, and a sweep spares what is named", async () => {
  const spool = createMemorySpool();
  for (const name of ["a", "b"]) {
    const writer = await spool.create(name);
    const chunk = new Uint8Array([1, 2]);
    await writer.write(chunk);
    chunk.fill(0);
    assert.equal(await spool.read(name), undefined);
    await writer.write(new Uint8Array([3]));
    await writer.close();
  }
  const blob = await spool.read("a");
  assert.ok(blob);
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), new Uint8Array([1, 2, 3]));
  assert.equal(await spool.sweep(new Set(["a"])), 1);
  assert.equal(await spool.read("b"), undefined);
  await spool.remove("a");
  assert.equal(await spool.read("a"), undefined);
});
