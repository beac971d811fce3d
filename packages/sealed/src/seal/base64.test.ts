import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromBase64, toBase64, toBase64Url } from "./base64.ts";

test("[R10] base64 goes both ways, padded or not, and nonsense is undefined", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (array) => {
      const bytes = new Uint8Array(array);
      const padded = Buffer.from(bytes).toString("base64");
      assert.equal(toBase64(bytes), padded.replace(/=+$/, ""));
      assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
      assert.deepEqual(fromBase64(padded), bytes);
      assert.equal(toBase64Url(bytes), Buffer.from(bytes).toString("base64url"));
    }),
  );
  assert.equal(fromBase64("!"), undefined);
});

test("[R10] more bytes than a function takes arguments", () => {
  const bytes = new Uint8Array(200_000).fill(255);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
});
