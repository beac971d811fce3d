import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { KonsilError, type ErrorCode, type TenantConfig } from "@konsil/protocol";
import { signIn } from "./sign-in.ts";

async function serve(t: TestContext, listener: RequestListener): Promise<TenantConfig> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return configOf((server.address() as AddressInfo).port);
}

const configOf = (port: number): TenantConfig => ({
  v: 1,
  tenant: "sonnenallee",
  name: "Praxis Sonnenallee",
  homeserver: { baseUrl: `http://127.0.0.1:${String(port)}`, serverName: "example.org" },
  organisations: {},
  portalOrigins: [],
  requireHostUser: true,
  holdMs: 0,
  askAfterMs: 60_000,
  frameClosesWithChart: false,
});

const versions = JSON.stringify({ versions: ["v1.11"] });
const matrix =
  (status: number, body: unknown): RequestListener =>
  (request, response) => {
    const isVersions = request.url?.endsWith("/versions") ?? false;
    response.writeHead(isVersions ? 200 : status, { "Content-Type": "application/json" });
    response.end(isVersions ? versions : JSON.stringify(body));
  };

async function codeOf(config: TenantConfig, user = "brandt"): Promise<ErrorCode> {
  try {
    await signIn(config, { user, password: "x" }, new AbortController().signal);
    return "unknown";
  } catch (error) {
    assert.ok(error instanceof KonsilError);
    return error.code;
  }
}

test("[B1] a refused password, a server of another kind and no server at all are told apart", async (t) => {
  const refused = await serve(t, matrix(403, { errcode: "M_FORBIDDEN", error: "no" }));
  assert.equal(await codeOf(refused), "bad-credentials");
  const web = await serve(t, (_request, response) => response.end("<h1>It works</h1>"));
  assert.equal(await codeOf(web), "not-matrix");
  const broken = await serve(t, (_request, response) => {
    response.statusCode = 502;
    response.end();
  });
  assert.equal(await codeOf(broken), "server-unreachable");
  assert.equal(await codeOf(configOf(9)), "server-unreachable");
});

test("[B1] no password is sent to a server that is none, nor for an account of another server", async (t) => {
  let posts = 0;
  const config = await serve(t, (request, response) => {
    if (request.method === "POST") posts += 1;
    response.end("{}");
  });
  assert.equal(await codeOf(config), "not-matrix");
  assert.equal(await codeOf(config, "@brandt:elsewhere.example"), "bad-credentials");
  assert.equal(posts, 0);
});
