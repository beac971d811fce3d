import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRecordNames } from "./record-names.ts";
import { createRootKey, deriveBytes } from "./root-key.ts";
import { createSealer, SealBrokenError } from "./sealer.ts";

const fixedKey = (fill: number): Promise<CryptoKey> => createRootKey(new Uint8Array(32).fill(fill));
const bytes = fc.uint8Array({ maxLength: 3000 }).map((array) => new Uint8Array(array));

test("[R2] what is sealed opens again, whatever it is and however it is padded", async () => {
  const sealer = createSealer(await fixedKey(1), "drafts");
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 1024 }), async (plain, bucketBytes) => {
      const sealed = await sealer.seal(plain, ["s", "k"], { bucketBytes });
      assert.deepEqual(await sealer.open(sealed, ["s", "k"]), plain);
    }),
    { numRuns: 50 },
  );
});

test("[R2] a record does not open in another place, for another purpose or under another key", async () => {
  const sealer = createSealer(await fixedKey(1), "drafts");
  const sealed = await sealer.sealJson({ text: "Kalium 5,9" }, ["drafts", "a"]);
  await assert.rejects(sealer.open(sealed, ["drafts", "b"]), SealBrokenError);
  await assert.rejects(sealer.open(sealed, ["draftsa"]), SealBrokenError);
  await assert.rejects(createSealer(await fixedKey(1), "outbox").open(sealed, ["drafts", "a"]), SealBrokenError);
  await assert.rejects(createSealer(await fixedKey(2), "drafts").open(sealed, ["drafts", "a"]), SealBrokenError);
  assert.deepEqual(await sealer.openJson(sealed, ["drafts", "a"]), { text: "Kalium 5,9" });
});

test("[R2] one changed byte anywhere, or a missing end, breaks the seal", async () => {
  const sealer = createSealer(await fixedKey(1), "drafts");
  const sealed = await sealer.seal(new Uint8Array([1, 2, 3]), ["s"]);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    await assert.rejects(sealer.open(changed, ["s"]), SealBrokenError);
    await assert.rejects(sealer.open(sealed.subarray(0, at), ["s"]), SealBrokenError);
  }
});

test("[R3] texts of different length look alike within a bucket, and equal texts look different", async () => {
  const sealer = createSealer(await fixedKey(1), "drafts");
  const short = await sealer.sealJson("ja", ["s"], { bucketBytes: 256 });
  const long = await sealer.sealJson("x".repeat(200), ["s"], { bucketBytes: 256 });
  assert.equal(short.length, long.length);
  assert.notDeepEqual(await sealer.sealJson("ja", ["s"]), await sealer.sealJson("ja", ["s"]));
});

test("[R1] the root key cannot be exported, and purposes give independent bytes", async () => {
  const rootKey = await fixedKey(1);
  assert.equal(rootKey.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", rootKey));
  const bytesOfCrypto = await deriveBytes(rootKey, "crypto-store", 32);
  assert.equal(bytesOfCrypto.length, 32);
  assert.deepEqual(await deriveBytes(await fixedKey(1), "crypto-store", 32), bytesOfCrypto);
  assert.notDeepEqual(await deriveBytes(rootKey, "other", 32), bytesOfCrypto);
});

test("[R1] making a root key wipes the secret it was made from", async () => {
  const secret = new Uint8Array(32).fill(7);
  await createRootKey(secret);
  assert.deepEqual(secret, new Uint8Array(32));
});

test("[R3] a record name is stable for an account and tells nothing about the id", async () => {
  const name = await createRecordNames(await fixedKey(1), "drafts")("!room:example.org");
  assert.equal(name, await createRecordNames(await fixedKey(1), "drafts")("!room:example.org"));
  assert.notEqual(name, await createRecordNames(await fixedKey(2), "drafts")("!room:example.org"));
  assert.match(name, /^[A-Za-z0-9_-]{24}$/);
});
