import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sniffBytes, sniffType } from "./sniff.ts";

const latin1 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "latin1"));

test("[V1] [I1] the five types that may be previewed are known by their content", async () => {
  const heads: [string, string][] = [
    ["\x89PNG\r\n\x1a\n....", "image/png"],
    ["\xff\xd8\xff\xe0..JFIF", "image/jpeg"],
    ["GIF87a..", "image/gif"],
    ["GIF89a..", "image/gif"],
    ["RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"],
    ["%PDF-1.7\n", "application/pdf"],
  ];
  for (const [head, type] of heads) {
    assert.equal(await sniffType(new Blob([latin1(head)], { type: "text/html" })), type);
  }
});

test("[V1] [I1] all else is bytes, whatever it calls itself", () => {
  const others = [
    "",
    "<svg xmlns=",
    "<!doctype html>",
    "MZ\x90",
    "PK\x03\x04",
    "RIFF\x10\x00\x00\x00AVI ",
    " %PDF-1.7",
    "GIF88a",
  ];
  for (const head of others) assert.equal(sniffBytes(latin1(head)), "application/octet-stream");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3 }), (head) => {
      const isJpeg = head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
      assert.equal(sniffBytes(head), isJpeg ? "image/jpeg" : "application/octet-stream");
    }),
  );
});
