import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { after, before, test } from "node:test";
import { parseTenantConfig } from "@konsil/protocol";
import { askSite, type Question } from "../testing/ask-site.ts";
import { SERVERS, startSiteOfTest, type SiteOfTest } from "../testing/site-of-test.ts";

let running: SiteOfTest;
before(async () => {
  running = await startSiteOfTest({
    accounts: [
      {
        site: "nord",
        user: "nwosu",
        userId: "@nwosu:localhost:4004",
        displayName: "Nwosu, Adaeze",
        password: "<b>",
        recoveryKey: "EsTU 4tdM",
      },
    ],
  });
});
after(() => running.stop());

const ask = (host: string, path: string, more: Partial<Question> = {}) =>
  askSite({ port: running.port, host, path, ...more });
const chat = (path: string, more: Partial<Question> = {}) => ask("chat.localhost", path, more);

test("[D1] answers on the loopback addresses and on no other", async () => {
  assert.equal((await ask("localhost", "/")).status, 200);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  if (addresses.some(({ address }) => address === "::1")) {
    assert.equal((await ask("localhost", "/", { address: "::1" })).status, 200);
  }
  for (const { address, internal, family } of addresses) {
    if (internal || family !== "IPv4") continue;
    await assert.rejects(ask("localhost", "/", { address }), { code: "ECONNREFUSED" });
  }
});

test("[D1] refuses a name that is not ours, and writing where nothing is written", async () => {
  assert.equal((await ask("chat.localhost.evil.example", "/sonnenallee/frame.html")).status, 421);
  assert.equal((await ask("evil.localhost", "/")).status, 421);
  assert.equal((await chat("/sonnenallee/config.json", { method: "POST" })).status, 405);
});

test("[F1] [D2] frame, worker and config of a tenant carry its policy, made from its config", async () => {
  const { port } = running;
  const expected = (server: string, portal: string): string =>
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
    `connect-src 'self' ${server}; worker-src 'self'; img-src 'self' blob: data:; base-uri 'none'; ` +
    `form-action 'none'; frame-ancestors http://${portal}.localhost:${String(port)}`;
  const tenants = [
    ["sonnenallee", SERVERS.sonnenallee.baseUrl, "sonnenallee"],
    ["sonnenallee-2", SERVERS.sonnenallee.baseUrl, "sonnenallee"],
    ["nord", SERVERS.nord.baseUrl, "nord"],
  ] as const;
  for (const [tenant, server, portal] of tenants) {
    for (const file of [
      "frame.html",
      "assets/engine.worker-Ab12_-Xy.js",
      "assets/crypto-0123abcd.wasm",
      "config.json",
    ]) {
      const answer = await chat(`/${tenant}/${file}`);
      assert.equal(answer.status, 200, file);
      assert.equal(answer.headers["content-security-policy"], expected(server, portal), file);
    }
    const config = parseTenantConfig(JSON.parse((await chat(`/${tenant}/config.json`)).text));
    assert.equal(config?.tenant, tenant);
    assert.equal(config.homeserver.baseUrl, server);
    assert.deepEqual(config.portalOrigins, [`http://${portal}.localhost:${String(port)}`]);
    assert.equal(config.requireHostUser, true);
  }
});

test("[F1] parameters of the address change neither config nor policy", async () => {
  const plain = await chat("/nord/config.json");
  const forged = await chat("/nord/config.json?homeserver=http://evil.example&portalOrigins=http://evil.example");
  assert.equal(forged.text, plain.text);
  assert.equal(forged.headers["content-security-policy"], plain.headers["content-security-policy"]);
});

test("[D3] the frame is not stored, hashed files are kept, types are right", async () => {
  assert.equal((await chat("/nord/frame.html")).headers["cache-control"], "no-store");
  assert.equal((await chat("/nord/config.json")).headers["cache-control"], "no-store");
  const wasm = await chat("/nord/assets/crypto-0123abcd.wasm");
  assert.equal(wasm.headers["content-type"], "application/wasm");
  assert.equal(wasm.headers["cache-control"], "public, max-age=31536000, immutable");
});

test("[D3] a precompressed file goes to those who accept it", async () => {
  const path = "/nord/assets/engine.worker-Ab12_-Xy.js";
  const squeezed = await chat(path, { headers: { "accept-encoding": "gzip, deflate, br" } });
  assert.equal(squeezed.headers["content-encoding"], "br");
  assert.equal(squeezed.text, "squeezed");
  const plain = await chat(path, { headers: { "accept-encoding": "gzip" } });
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(plain.text, "worker");
});

test("[D4] the frame host serves nothing else", async () => {
  const paths = [
    "/",
    "/frame.html",
    "/unknown/frame.html",
    "/nord/",
    "/nord/.hidden",
    "/nord/../secret.txt",
    "/nord/..%2fsecret.txt",
    "/nord/%2e%2e/secret.txt",
    "/nord/assets/../../secret.txt",
    "/nord/assets//crypto-0123abcd.wasm",
    "/konsil/konsil.js",
    "/anmelden",
  ];
  for (const path of paths) {
    const answer = await chat(path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(answer.text, /secret|hidden/);
  }
});

test("the start page lists addresses, accounts and recovery keys", async () => {
  const { text, headers } = await ask("localhost", "/");
  assert.equal(headers["cache-control"], "no-store");
  assert.match(text, /Nwosu, Adaeze/);
  assert.match(text, /EsTU 4tdM/);
  assert.match(text, new RegExp(`http://nord\\.localhost:${String(running.port)}/`));
  assert.match((await ask("localhost", "/en")).text, /Recovery key/);
});

test("[D12] the start page escapes what it shows", async () => {
  const { text } = await ask("localhost", "/");
  assert.match(text, /&lt;b&gt;/);
  assert.doesNotMatch(text, /<b>/);
});
