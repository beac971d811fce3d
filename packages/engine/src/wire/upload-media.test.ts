import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionError, MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { FakeClient, type UploadCall } from "./client-world.ts";
import { uploadMedia } from "./upload-media.ts";

const FILE = new Blob(["ciphertext"]);
const live = { signal: new AbortController().signal, onProgress: () => undefined };

test("[O11] the server gets bytes, neither name nor type, and progress is told", async () => {
  const fake = new FakeClient();
  let call: UploadCall | undefined;
  fake.upload = (_file, options) => {
    call = options;
    options.progressHandler({ loaded: 4, total: 10 });
    return Promise.resolve({ content_uri: "mxc://example.org/m" });
  };
  const seen: number[] = [];
  const onProgress = (doneBytes: number): void => void seen.push(doneBytes);
  assert.equal(await uploadMedia(fake.client, FILE, { ...live, onProgress }), "mxc://example.org/m");
  assert.equal(call?.includeFilename, false);
  assert.equal(call.type, "application/octet-stream");
  assert.deepEqual(seen, [4]);
});

test("[O9] too large for the server is said with its limit, before and after trying", async () => {
  const fake = new FakeClient();
  fake.mediaConfig = () => ({ "m.upload.size": 5 });
  let uploads = 0;
  fake.upload = () => Promise.reject(new Error(String((uploads += 1))));
  const tooLarge = { code: "file-too-large", detail: { limitBytes: 5 } };
  await assert.rejects(uploadMedia(fake.client, FILE, live), tooLarge);
  assert.equal(uploads, 0);
  fake.mediaConfig = () => ({ "m.upload.size": 50 });
  fake.upload = () => Promise.reject(new MatrixError({ errcode: "M_TOO_LARGE" }, 413));
  await assert.rejects(uploadMedia(fake.client, FILE, live), { code: "file-too-large", detail: { limitBytes: 50 } });
});

test("[O9] a cut or stalled connection is upload-cut, a cancelled upload aborted", async () => {
  for (const error of [new ConnectionError("x"), new Error("Timeout"), new DOMException("", "AbortError")]) {
    const fake = new FakeClient();
    fake.mediaConfig = () => {
      throw new ConnectionError("x");
    };
    fake.upload = () => Promise.reject(error);
    await assert.rejects(uploadMedia(fake.client, FILE, live), { code: "upload-cut" });
  }
  const stop = new AbortController();
  const fake = new FakeClient();
  fake.upload = (_file, { abortController }) => {
    stop.abort();
    return Promise.reject(new DOMException(String(abortController.signal.aborted), "AbortError"));
  };
  await assert.rejects(uploadMedia(fake.client, FILE, { ...live, signal: stop.signal }), { code: "aborted" });
});

test("[H2] an answer without an mxc is not of a Matrix server", async () => {
  const fake = new FakeClient();
  fake.upload = () => Promise.resolve({ content_uri: "https://evil.example/x" });
  await assert.rejects(uploadMedia(fake.client, FILE, live), { code: "not-matrix" });
});
