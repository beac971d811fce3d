import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { MatrixAccount } from "../testing/matrix-account.ts";
import { until } from "../testing/until.ts";
import { ensureSynapse } from "../../tools/ensure.mjs";
import { findBasePort, isPortFree, PORTS_EACH } from "./free-ports.ts";
import { startHomeservers, type Homeservers } from "./start-homeservers.ts";

const CANARY = "Kanarienvogel 7Q";

let root: string;
let basePort: number;
let servers: Homeservers;
const start = async (): Promise<void> => {
  servers = await startHomeservers({ root, basePort, python: ensureSynapse(), log: () => undefined });
};
before(async () => {
  root = await mkdtemp(join(tmpdir(), "konsil-servers-"));
  basePort = await findBasePort();
  await start();
});
after(async () => {
  await servers.stop();
  await rm(root, { recursive: true });
});

const accounts = () =>
  Promise.all([
    MatrixAccount.signIn(servers.sonnenallee, "anna", "secret-a"),
    MatrixAccount.signIn(servers.nord, "bert", "secret-b"),
  ]);

test("[D8] two servers federate, carry media to those who may have it, and keep all over a restart", async () => {
  const { sonnenallee, nord } = servers;
  const register = { user: "anna", password: "secret-a", displayName: "Muster, Anna" };
  assert.equal(await sonnenallee.registerUser(register), true);
  assert.equal(await sonnenallee.registerUser(register), false, "registering again is harmless");
  await nord.registerUser({ user: "bert", password: "secret-b", displayName: "Beispiel, Bert" });
  let [anna, bert] = await accounts();
  assert.equal(anna.userId, `@anna:localhost:${String(basePort + 3)}`);

  const { room_id: roomId } = await anna.ask<{ room_id: string }>("POST", "client/v3/createRoom", {
    preset: "private_chat",
    invite: [bert.userId],
  });
  const room = `client/v3/rooms/${encodeURIComponent(roomId)}`;
  const created = await anna.ask<{ room_version: string }>("GET", `${room}/state/m.room.create`);
  assert.equal(created.room_version, "10");
  await bert.ask("POST", `client/v3/join/${encodeURIComponent(roomId)}`, {});
  await anna.ask("PUT", `${room}/send/m.room.message/t1`, { msgtype: "m.text", body: CANARY });
  await until("the message crosses", async () => (await bert.texts(roomId)).includes(CANARY));

  const upload = await anna.fetch("POST", "media/v3/upload", "picture");
  const { content_uri } = (await upload.json()) as { content_uri: string };
  const media = content_uri.replace("mxc://", "");
  const download = await bert.fetch("GET", `client/v1/media/download/${media}`);
  assert.equal(await download.text(), "picture");
  const withoutToken = await fetch(`${nord.baseUrl}/_matrix/client/v1/media/download/${media}`);
  assert.equal(withoutToken.status, 401);
  const oldWay = await fetch(`${sonnenallee.baseUrl}/_matrix/media/v3/download/${media}`);
  assert.equal(oldWay.status, 404);

  await servers.stop();
  for (let port = basePort; port < basePort + PORTS_EACH; port++) assert.equal(await isPortFree(port), true);
  await start();
  [anna, bert] = await accounts();
  assert.deepEqual(await anna.texts(roomId), [CANARY]);
  await bert.ask("PUT", `${room}/send/m.room.message/t2`, { msgtype: "m.text", body: "still here" });
  await until("federation goes on", async () => (await anna.texts(roomId)).includes("still here"));
});

test("[D8] the servers' logs hold no message", async () => {
  for (const { folder } of servers.sites) {
    assert.ok(folder);
    const log = await readFile(join(folder, "homeserver.log"), "utf8");
    assert.match(log, /STARTING SERVER/);
    assert.ok(!log.includes(CANARY));
    assert.doesNotMatch(log, / (INFO|DEBUG) /);
  }
});

test("a person is found by part of the name", async () => {
  const { sonnenallee } = servers;
  await sonnenallee.registerUser({ user: "carla", password: "secret-c", displayName: "Überall, Carla" });
  const [anna] = await accounts();
  await until("carla is found", async () => {
    type Found = { results: { user_id: string }[] };
    const { results } = await anna.ask<Found>("POST", "client/v3/user_directory/search", { search_term: "carl" });
    return results.some(({ user_id }) => user_id.startsWith("@carla:"));
  });
});

test("servers named by the environment are used instead of own ones", async () => {
  const { sonnenallee, nord } = servers;
  const named = {
    KONSIL_HOMESERVER_SONNENALLEE: `${sonnenallee.baseUrl} ${sonnenallee.serverName} demo-sonnenallee`,
    KONSIL_HOMESERVER_NORD: `${nord.baseUrl} ${nord.serverName} demo-nord`,
  };
  Object.assign(process.env, named);
  try {
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    const found = await startHomeservers({ root: "/nowhere", basePort: 1, python: "/nowhere", log });
    assert.equal(found.nord.baseUrl, nord.baseUrl);
    assert.equal(found.nord.folder, null);
    assert.equal(lines.length, 2);
    assert.equal(await found.nord.registerUser({ user: "dora", password: "secret-d", displayName: "D, D" }), true);
    await found.stop();
    assert.equal((await fetch(`${nord.baseUrl}/_matrix/client/versions`)).status, 200, "not ours to stop");
  } finally {
    for (const name of Object.keys(named)) Reflect.deleteProperty(process.env, name);
  }
});

test("[D9] a port that is taken is said, nothing is started", async () => {
  const folder = await mkdtemp(join(tmpdir(), "konsil-servers-"));
  const taken = { root: folder, basePort, python: ensureSynapse(), log: () => undefined };
  await assert.rejects(startHomeservers(taken), /Port \d+ of the homeserver is taken/);
  await rm(folder, { recursive: true });
});
