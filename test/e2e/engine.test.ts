import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Engine } from "@konsil/engine";
import { createBot, type Bot } from "@konsil/engine/bot";
import { patientKeyOf } from "@konsil/patient/keys";
import {
  asRowKey,
  asUserId,
  KonsilError,
  LOCAL_SYSTEM,
  type AnyRow,
  type Conversation,
  type GuardTicket,
  type HostIdentity,
  type Patient,
  type RoomId,
  type SessionView,
  type TenantConfig,
  type TimelineRow,
  type Topic,
  type TopicRows,
} from "@konsil/protocol";
import { openKeyRing, openSnapshotStore } from "@konsil/sealed";
import { findBasePort } from "../../demo/homeservers/free-ports.ts";
import { startHomeservers, type Homeservers } from "../../demo/homeservers/start-homeservers.ts";
import { installMemoryDisk } from "./stage/memory-disk.ts";

// The engine without a browser around it, on two real homeservers: what happens between sign-in and sign-out.

const root = fileURLToPath(new URL("../../", import.meta.url));
const PASSWORD = "geheim-geheim";
const brandt: HostIdentity = { user: "brandt", hostSession: "1" };
const { signal } = new AbortController();
const patient: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "4711", issuer: "Praxis Sonnenallee" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};
const patientKey = patientKeyOf(patient);
const ticket = (key: GuardTicket["patientKey"] = patientKey): GuardTicket => ({
  id: randomUUID(),
  patientKey: key,
  hostNonce: null,
  madeAt: Date.now(),
});

let folder: string;
let homeservers: Homeservers;
let engine: Engine;
let nwosu: Bot;
let yildiz: Bot;
let roomId: RoomId;
let recoveryKey: string;

before(async () => {
  installMemoryDisk();
  folder = await mkdtemp(join(tmpdir(), "konsil-engine-"));
  const python = process.env["KONSIL_PYTHON"] ?? join(root, ".cache/synapse/bin/python");
  const basePort = await findBasePort();
  homeservers = await startHomeservers({ root: folder, basePort, python, log: () => undefined });
  const { sonnenallee, nord } = homeservers;
  for (const user of ["brandt", "yildiz"]) {
    await sonnenallee.registerUser({ user, password: PASSWORD, displayName: user });
  }
  await nord.registerUser({ user: "nwosu", password: PASSWORD, displayName: "Nwosu, Adaeze" });
  nwosu = await createBot({ ...nord, user: "nwosu", password: PASSWORD, setUpRecovery: true });
  yildiz = await createBot({ ...sonnenallee, user: "yildiz", password: PASSWORD, setUpRecovery: true });
  engine = await Engine.open(configOf(sonnenallee));
});

after(async () => {
  await engine.detach();
  nwosu.stop();
  yildiz.stop();
  await homeservers.stop();
  await rm(folder, { recursive: true, force: true });
});

const configOf = ({ baseUrl, serverName }: { baseUrl: string; serverName: string }): TenantConfig => ({
  v: 1,
  tenant: "sonnenallee",
  name: "Praxis Sonnenallee",
  homeserver: { baseUrl, serverName },
  organisations: {},
  portalOrigins: [],
  requireHostUser: true,
  holdMs: 0,
  askAfterMs: 1_800_000,
  frameClosesWithChart: false,
});

/** Resolves with the first rows that fit; without any the runner's own limit ends the test. */
function until<Name extends keyof TopicRows>(
  topic: Extract<Topic, { name: Name }>,
  fits: (rows: readonly TopicRows[Name][]) => boolean,
): Promise<readonly TopicRows[Name][]> {
  const source = engine.source(topic);
  return new Promise((resolve) => {
    const stop = new AbortController();
    const look = (): void => {
      const rows: readonly AnyRow[] = source.rows;
      if (!source.isKnown || !fits(rows as TopicRows[Name][])) return;
      stop.abort();
      resolve(rows as TopicRows[Name][]);
    };
    source.observe(look, stop.signal);
    look();
  });
}
const session = async (state: SessionView["state"]): Promise<SessionView> => {
  const [view] = await until({ name: "session" }, ([row]) => row?.state === state);
  assert.ok(view);
  return view;
};
const room = async (fits: (row: Conversation) => boolean): Promise<Conversation> => {
  const rows = await until({ name: "rooms" }, ([row]) => row?.kind === "conversation" && fits(row));
  return rows[0] as Conversation;
};
const shown = (rows: readonly TimelineRow[]): string[] =>
  rows.map((row) => (row.kind === "notice" ? row.notice.about : "text" in row.body ? row.body.text : row.body.kind));
const timeline = (...texts: string[]): Promise<readonly TimelineRow[]> =>
  until({ name: "timeline", roomId }, (rows) => texts.every((text) => shown(rows).includes(text)));
const send = (text: string, holdMs = 0, given = ticket()): Promise<null> => {
  const key = asRowKey(`k-${randomUUID()}`);
  return engine.call("send", { roomId, key, text, replyTo: null, ticket: given, holdMs }, signal);
};
const signIn = (): Promise<null> => engine.call("signIn", { user: "brandt", password: PASSWORD }, signal);
const refusedWith = (code: string) => (error: unknown) => error instanceof KonsilError && error.code === code;

test("[B11] a new account is set up with the last recovery key that was made, and nothing works before", async () => {
  await engine.attach(brandt);
  assert.equal((await session("signed-out")).state, "signed-out");
  await signIn();
  await session("needs-recovery-setup");
  await assert.rejects(engine.call("searchPeople", { term: "nw" }, signal), refusedWith("forbidden"));
  const [first, second] = await Promise.all([
    engine.call("setUpRecovery", null, signal),
    engine.call("setUpRecovery", null, signal),
  ]);
  assert.notEqual(first.recoveryKey, second.recoveryKey);
  recoveryKey = second.recoveryKey;
  await engine.call("finishRecoverySetup", null, signal);
  await until({ name: "session" }, ([view]) => view?.state === "ready" && view.connection.state === "online");
});

test("[B12] [C1] the case header is the first message, and everyone who was invited at the start can read it", async () => {
  const people = [nwosu.userId, yildiz.userId, asUserId(`@nobody:unreachable.localhost:9`)];
  const made = await engine.call("startConversation", { people, patient, patientKey, ticket: ticket() }, signal);
  roomId = made.roomId;
  assert.deepEqual(made.notInvited, [people[2]]);
  await send("Wie viel?");
  for (const bot of [nwosu, yildiz]) {
    await bot.nextInvitation();
    await bot.join(roomId);
    await bot.waitFor(roomId, (content) => content["body"] === "Wie viel?");
  }
  // The second was invited after the room was made and reads it all the same.
  const [first] = yildiz.messages(roomId);
  assert.match(String(first?.getContent()["body"]), /^Es geht um: Bergmann, Erika/);
  assert.equal((await room((row) => row.binding?.headerEventId !== undefined)).encryption, "yes");
});

test("[P4] a ticket of another patient, or of none, sends nothing", async () => {
  await assert.rejects(send("nie", 0, ticket(null)), refusedWith("wrong-patient"));
  const other = { ...patient, identifiers: [{ system: LOCAL_SYSTEM, tenant: "nord", value: "4711" }] };
  const mixed = { people: [nwosu.userId], patient: other, patientKey, ticket: ticket() };
  await assert.rejects(engine.call("startConversation", mixed, signal), refusedWith("wrong-patient"));
});

test("[B6] [B7] after a night the rows from before are there, nothing is missing between, and all is counted", async () => {
  const before = await timeline("Wie viel?");
  await engine.detach();
  for (let count = 1; count <= 25; count += 1) await nwosu.sendText(roomId, `Nacht ${String(count)}`);
  await engine.attach(brandt);
  await session("ready");
  const row = await room(({ unread }) => unread.count === 25 && !unread.atLeast);
  assert.equal(row.preview, "Nacht 25");
  const rows = await timeline("Wie viel?", "Nacht 1", "Nacht 25");
  const nights = shown(rows).filter((text) => text.startsWith("Nacht"));
  assert.deepEqual(
    nights,
    Array.from({ length: 25 }, (_, index) => `Nacht ${String(index + 1)}`),
  );
  const ownKeys = (list: readonly TimelineRow[]) =>
    list.flatMap((one) => (one.kind === "message" && one.own ? one.key : []));
  assert.deepEqual(ownKeys(rows), ownKeys(before));
});

test("[B8] what a server puts into the room in clear is not drawn as a message", async () => {
  const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/forged`;
  const forged = { msgtype: "m.text", body: "50 mg" };
  await nwosu.client.http.authedRequest("PUT" as never, path, undefined, forged);
  await nwosu.sendText(roomId, "5 mg");
  const rows = await timeline("5 mg");
  assert.equal(shown(rows).includes("50 mg"), false);
});

test("[B9] a session that is ended elsewhere says so, also after a restart, and counts what had not left", async () => {
  await send("noch hier", 30_000);
  const { baseUrl } = homeservers.sonnenallee;
  const login = { type: "m.login.password", identifier: { type: "m.id.user", user: "brandt" }, password: PASSWORD };
  const post = (path: string, body: object, token = "") =>
    fetch(`${baseUrl}/_matrix/client/v3/${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const { access_token: token } = (await (await post("login", login)).json()) as { access_token: string };
  await post("logout/all", {}, token);
  const ended = { state: "signed-out", reason: "revoked", notSent: 1 };
  assert.partialDeepStrictEqual(await session("signed-out"), ended);
  await engine.detach();
  await engine.attach(brandt);
  assert.partialDeepStrictEqual(await session("signed-out"), ended);
});

test("[B9] the same account signs in again as a new device: what had not left asks, nothing is sent by itself", async () => {
  await signIn();
  await session("needs-recovery-key");
  const typed = { recoveryKey: "EsTx nonsense", openRoom: roomId };
  await assert.rejects(engine.call("unlockRecovery", typed, signal), refusedWith("recovery-key-wrong"));
  await engine.call("unlockRecovery", { recoveryKey, openRoom: roomId }, signal);
  const rows = await timeline("5 mg", "noch hier");
  const waiting = rows.at(-1);
  assert.ok(waiting?.kind === "message" && waiting.send?.at === "asking");
  await engine.call("loadOlder", { roomId, count: 100 }, signal);
  await timeline("Wie viel?", "Nacht 1");
  assert.equal((await room((row) => row.binding !== null)).binding?.origin, "own");
  await engine.call("discard", { key: waiting.key }, signal);
});

test("[B13] the last view lies sealed on the disk for the next page, and goes with the session", async () => {
  const ring = await openKeyRing("sonnenallee");
  const entry = await ring.load("brandt");
  assert.ok(entry);
  const read = async () => (await openSnapshotStore(entry.storePrefix, entry.rootKey, signal)).read();
  await engine.detach();
  const snapshot = await read();
  assert.equal(snapshot?.session?.state, "ready");
  assert.deepEqual(
    snapshot.rooms.map((row) => row.roomId),
    [roomId],
  );
  await engine.attach(brandt);
  await session("ready");
  await engine.call("signOut", { wipe: false }, signal);
  assert.equal(await read(), undefined);
  await signIn();
  await session("needs-recovery-key");
});

test("[B9] signing out and in again works, as often as one likes", async () => {
  for (let times = 0; times < 2; times += 1) {
    await engine.call("signOut", { wipe: false }, signal);
    assert.partialDeepStrictEqual(await session("signed-out"), { reason: "signed-out" });
    await signIn();
    await session("needs-recovery-key");
  }
  await engine.call("unlockRecovery", { recoveryKey, openRoom: null }, signal);
  await session("ready");
});

test("[S1] another user of the portal sees nothing of the first, who finds all again", async () => {
  await engine.attach({ user: "yildiz", hostSession: "2" });
  assert.partialDeepStrictEqual(await session("signed-out"), { reason: "other-user" });
  assert.deepEqual(engine.source({ name: "rooms" }).rows, []);
  assert.deepEqual(engine.source({ name: "timeline", roomId }).rows, []);
  await engine.attach({ user: "brandt", hostSession: "3" });
  await session("ready");
  assert.equal((await room(() => true)).roomId, roomId);
});

test("[F4] after a wipe no store of this user is left", async () => {
  const storesOf = async () => (await indexedDB.databases()).map(({ name }) => name ?? "");
  const before = await storesOf();
  assert.ok(before.some((name) => name.includes(":outbox")));
  await engine.call("signOut", { wipe: true }, signal);
  const left = (await storesOf()).filter((name) => /:(outbox|cases|sync|crypto)/.test(name));
  assert.deepEqual(left, []);
});
