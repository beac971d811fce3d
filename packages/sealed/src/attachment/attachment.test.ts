import assert from "node:assert/strict";
import { test } from "node:test";
import { KonsilError } from "@konsil/protocol";
import fc from "fast-check";
import { fromBase64, toBase64 } from "../seal/base64.ts";
import { createMemorySpool } from "../spool/memory-spool.ts";
import { CHUNK_BYTES, type AttachmentSecret } from "./attachment-secret.ts";
import { decryptAttachment, type ForeignSecret } from "./decrypt-attachment.ts";
import { encryptAttachment } from "./encrypt-attachment.ts";

const live = new AbortController().signal;

/** The straightforward way: one buffer, one call. */
async function decryptWhole(ciphertext: Blob, secret: AttachmentSecret): Promise<Uint8Array> {
  const data = await ciphertext.arrayBuffer();
  const hash = toBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
  assert.equal(hash, secret.hashes.sha256);
  const key = await crypto.subtle.importKey("jwk", secret.key, "AES-CTR", false, ["decrypt"]);
  const counter = fromBase64(secret.iv);
  assert.ok(counter);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CTR", counter, length: 64 }, key, data));
}

async function encryptWhole(
  plain: Uint8Array<ArrayBuffer>,
  iv: Uint8Array<ArrayBuffer>,
): Promise<[Blob, ForeignSecret]> {
  const key = await crypto.subtle.generateKey({ name: "AES-CTR", length: 256 }, true, ["encrypt"]);
  const data = await crypto.subtle.encrypt({ name: "AES-CTR", counter: iv, length: 64 }, key, plain);
  const sha256 = toBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
  const jwk = await crypto.subtle.exportKey("jwk", key);
  return [new Blob([data]), { v: "v2", key: jwk, iv: toBase64(iv), hashes: { sha256 } }];
}

async function encryptToSpool(plain: Blob): Promise<[Blob, AttachmentSecret]> {
  const spool = createMemorySpool();
  const secret = await encryptAttachment(plain, await spool.create("x"), { signal: live });
  const ciphertext = await spool.read("x");
  assert.ok(ciphertext);
  return [ciphertext, secret];
}

function pattern(sizeBytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sizeBytes).map((_, at) => (at * 31 + (at >> 8)) & 255);
}

/** Around the borders of blocks and chunks. */
const sizes = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: -17, max: 17 }).map((near) => CHUNK_BYTES + near),
  fc.integer({ min: -1, max: 1 }).map((near) => 3 * CHUNK_BYTES + near),
);

test("[R8] chunked encryption is what a whole-buffer client decrypts", async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async (size) => {
      const [ciphertext, secret] = await encryptToSpool(new Blob([pattern(size)]));
      assert.equal(ciphertext.size, size);
      assert.deepEqual(await decryptWhole(ciphertext, secret), pattern(size));
    }),
    { numRuns: 12 },
  );
});

test("[R8] what a whole-buffer client encrypted comes out of chunked decryption, counter overflow included", async () => {
  const ivs = fc.oneof(
    fc.uint8Array({ minLength: 16, maxLength: 16 }).map((iv) => new Uint8Array(iv)),
    fc.constant(new Uint8Array(16).fill(255)),
  );
  await fc.assert(
    fc.asyncProperty(sizes, ivs, async (size, iv) => {
      const [ciphertext, secret] = await encryptWhole(pattern(size), iv);
      const plain = await decryptAttachment(ciphertext, secret, { signal: live });
      assert.deepEqual(new Uint8Array(await plain.arrayBuffer()), pattern(size));
      assert.equal(plain.type, "");
    }),
    { numRuns: 12 },
  );
});

test("[R8] a fresh key and a counter that starts at 0 for each file", async () => {
  const [, one] = await encryptToSpool(new Blob(["a"]));
  const [, two] = await encryptToSpool(new Blob(["a"]));
  assert.notEqual(one.key.k, two.key.k);
  assert.deepEqual(fromBase64(one.iv)?.subarray(8), new Uint8Array(8));
  assert.deepEqual(
    { ...one.key, k: "" },
    { alg: "A256CTR", ext: true, k: "", key_ops: ["encrypt", "decrypt"], kty: "oct" },
  );
  assert.ok(!one.iv.endsWith("=") && !one.hashes.sha256.endsWith("="));
});

test("[R8] a wrong hash, a changed byte or a missing end is download-damaged", async () => {
  const [ciphertext, secret] = await encryptToSpool(new Blob([pattern(CHUNK_BYTES + 100)]));
  const changed = new Uint8Array(await ciphertext.arrayBuffer());
  changed[CHUNK_BYTES + 50] = (changed[CHUNK_BYTES + 50] ?? 0) ^ 1;
  const wrongHash = { ...secret, hashes: { sha256: toBase64(new Uint8Array(32)) } };
  const damaged = new KonsilError("download-damaged");
  await assert.rejects(decryptAttachment(new Blob([changed]), secret, { signal: live }), damaged);
  await assert.rejects(decryptAttachment(ciphertext.slice(0, -1), secret, { signal: live }), damaged);
  await assert.rejects(decryptAttachment(ciphertext, wrongHash, { signal: live }), damaged);
});

test("[R10] [I2] whatever stands in a foreign event, it is download-damaged or the file", async () => {
  const [ciphertext, secret] = await encryptToSpool(new Blob(["x"]));
  const nonsense = fc.record({
    v: fc.oneof(fc.string(), fc.constant("v2")),
    key: fc.oneof(
      fc.constant(secret.key),
      fc.object() as fc.Arbitrary<JsonWebKey>,
      fc.constant({ kty: "oct", k: "%" }),
    ),
    iv: fc.oneof(fc.string(), fc.constant(secret.iv)),
    hashes: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.constant({ sha256: "§" })),
  });
  await fc.assert(
    fc.asyncProperty(nonsense, async (foreign) => {
      const attempt = decryptAttachment(ciphertext, foreign, { signal: live });
      await assert.rejects(attempt, new KonsilError("download-damaged"));
    }),
  );
});

test("[R8] progress counts up to the size, and the signal stops the work and leaves no file", async () => {
  const plain = new Blob([pattern(3 * CHUNK_BYTES)]);
  const spool = createMemorySpool();
  const steps: number[] = [];
  const stop = new AbortController();
  const onProgress = (doneBytes: number): void => {
    steps.push(doneBytes);
    if (steps.length === 2) stop.abort();
  };
  const attempt = encryptAttachment(plain, await spool.create("x"), { signal: stop.signal, onProgress });
  await assert.rejects(attempt, { name: "AbortError" });
  assert.deepEqual(steps, [CHUNK_BYTES, 2 * CHUNK_BYTES]);
  assert.equal(await spool.read("x"), undefined);

  const [ciphertext, secret] = await encryptToSpool(plain);
  const seen: number[] = [];
  await decryptAttachment(ciphertext, secret, { signal: live, onProgress: (doneBytes) => seen.push(doneBytes) });
  assert.equal(seen.at(-1), 2 * ciphertext.size);
  await assert.rejects(decryptAttachment(ciphertext, secret, { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("[R9] a writer that fails is aborted and the reason is kept", async () => {
  let isAborted = false;
  const writer = {
    write: () => Promise.reject(new KonsilError("disk-full")),
    close: () => Promise.resolve(),
    abort: () => {
      isAborted = true;
      return Promise.resolve();
    },
  };
  const attempt = encryptAttachment(new Blob([pattern(2 * CHUNK_BYTES)]), writer, { signal: live });
  await assert.rejects(attempt, new KonsilError("disk-full"));
  assert.ok(isAborted);
});
