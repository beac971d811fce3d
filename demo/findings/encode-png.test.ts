import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";
import { drawPicture } from "./draw-picture.ts";
import { encodePng } from "./encode-png.ts";

test("[D7] a picture survives being written as PNG, its chunks are in order", () => {
  const rgb = Uint8Array.from({ length: 3 * 2 * 3 }, (_, index) => index * 13);
  const png = encodePng({ width: 3, height: 2, rgb });
  const chunks = chunksOf(png);
  assert.deepEqual(
    chunks.map(({ type }) => type),
    ["IHDR", "IDAT", "IEND"],
  );
  assert.equal(png.readUInt32BE(16), 3);
  assert.equal(png.readUInt32BE(20), 2);
  const rows = inflateSync(chunks[1]?.data ?? Buffer.alloc(0));
  const decoded = Uint8Array.from({ length: rgb.length }, () => 0);
  for (let index = 0; index < rgb.length; index++) {
    const row = Math.floor(index / 9);
    const left = index % 9 < 3 ? 0 : (decoded[index - 3] ?? 0);
    decoded[index] = (rows[row * 10 + 1 + (index % 9)] ?? 0) + left;
  }
  assert.deepEqual(decoded, rgb);
});

test("[D7] the same seed draws the same picture, another seed another", () => {
  const draw = (seed: string): Buffer => encodePng(drawPicture("echo", seed));
  assert.deepEqual(draw("a"), draw("a"));
  assert.notDeepEqual(draw("a"), draw("b"));
});

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(body));
    chunks.push({ type: body.subarray(0, 4).toString("latin1"), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}
