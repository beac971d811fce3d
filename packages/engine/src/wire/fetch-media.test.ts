import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeClient } from "./client-world.ts";
import { fetchMedia } from "./fetch-media.ts";

const live = new AbortController().signal;
const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const AUTHED = "https://example.org/_matrix/client/v1/media/download/hs.example%3A8448/AbC_1-2";

test("[H3] media is asked for with authentication, and only there", async () => {
  const fake = new FakeClient();
  fake.fetch = () => new Response("bytes");
  const stream = await fetchMedia(fake.client, "mxc://hs.example:8448/AbC_1-2", live);
  assert.equal(await new Response(stream).text(), "bytes");
  assert.deepEqual(fake.fetched, [{ url: AUTHED, authorization: "Bearer token" }]);
});

test("[H3] the open address is asked only when the server does not know the new one, and without the token", async () => {
  const fake = new FakeClient();
  fake.fetch = (url) => (url === AUTHED ? json(404, { errcode: "M_UNRECOGNIZED" }) : new Response("old"));
  await fetchMedia(fake.client, "mxc://hs.example:8448/AbC_1-2", live);
  const open = "https://example.org/_matrix/media/v3/download/hs.example%3A8448/AbC_1-2";
  assert.deepEqual(fake.fetched[1], { url: open, authorization: null });
});

test("[H2] [H3] gone, forbidden, limited and unreachable media have their codes and no second request", async () => {
  const cases: [() => Response, string][] = [
    [() => json(404, { errcode: "M_NOT_FOUND" }), "not-found"],
    [() => new Response("<html>", { status: 404 }), "not-found"],
    [() => json(429, { errcode: "M_LIMIT_EXCEEDED" }), "rate-limited"],
    [() => json(401, { errcode: "M_UNKNOWN_TOKEN" }), "token-revoked"],
    [() => new Response("", { status: 504 }), "server-unreachable"],
    [() => Response.error(), "server-unreachable"],
  ];
  for (const [answer, code] of cases) {
    const fake = new FakeClient();
    fake.fetch = answer;
    await assert.rejects(fetchMedia(fake.client, "mxc://a/b", live), { code });
    assert.equal(fake.fetched.length, 1);
  }
  const offline = new FakeClient();
  offline.fetch = () => {
    throw new TypeError("fetch failed");
  };
  await assert.rejects(fetchMedia(offline.client, "mxc://a/b", live), { code: "server-unreachable" });
});

test("[H3] [I2] an address that is no mxc, or wants to climb, asks nobody", async () => {
  const fake = new FakeClient();
  for (const mxc of [
    "",
    "https://evil.example/x",
    "mxc://a/../b",
    "mxc://a",
    "mxc://a/b?c",
    "mxc:///b",
    "mxc://a/b/c",
  ]) {
    await assert.rejects(fetchMedia(fake.client, mxc, live), { code: "not-found" });
  }
  assert.deepEqual(fake.fetched, []);
});
