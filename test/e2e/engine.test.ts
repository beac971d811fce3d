import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Engine } from "@konsil/engine";
import { createBot, type Bot } from "@konsil/engine/bot";
import { patientKeyOf } from "@konsil/patient/keys";
import {
  asRowKey,
  asUserId,
  KonsilError,
  LOCAL_SYSTEM,
  type HostIdentity,
  type RoomId,
  type SessionView,
  type TimelineRow,
} from "@konsil/protocol";
import { openKeyRing, openSnapshotStore } from "@konsil/sealed";
import { buildPatient } from "@konsil/testing";
import { EngineAlone, shown, ticketFor } from "./stage/engine-alone.ts";

// The engine without a browser around it, on two real homeservers: what happens between sign-in and sign-out.

const brandt: HostIdentity = { user: "brandt", hostSession: "1" };
const patient = buildPatient({ number: "4711" });
const patientKey = patientKeyOf(patient);
const ticket = (key: typeof patientKey | null = patientKey) => ticketFor(key);

let alone: EngineAlone;
let engine: Engine;
let signal: AbortSignal;
let nwosu: Bot;
let yildiz: Bot;
let roomId: RoomId;
let recoveryKey: string;

before(async () => {
  alone = await EngineAlone.build();
  ({ engine, signal } = alone);
  await alone.register("sonnenallee", "brandt");
  const [colleague, other] = [await alone.register("sonnenallee", "yildiz"), await alone.register("nord", "nwosu")];
  nwosu = await createBot({ ...other, setUpRecovery: true });
  yildiz = await createBot({ ...colleague, setUpRecovery: true });
});

after(async () => {
  nwosu.stop();
  yildiz.stop();
  await alone.stop();
});

const until: EngineAlone["until"] = (topic, fits) => alone.until(topic, fits);
const session = (state: SessionView["state"]): Promise<SessionView> => alone.session(state);
const room: EngineAlone["conversation"] = (fits) => alone.conversation(fits);
const timeline = (...texts: string[]): Promise<readonly TimelineRow[]> => alone.timeline(roomId, ...texts);
const send = (text: string, holdMs = 0, given = ticket()): Promise<null> => {
  const key = asRowKey(`k-${randomUUID()}`);
  return engine.call("send", { roomId, key, text, replyTo: null, ticket: given, holdMs }, signal);
};
const signIn = (): Promise<null> => alone.signIn("brandt");
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
  const { baseUrl } = alone.homeservers.sonnenallee;
  const login = {
    type: "m.login.password",
    identifier: { type: "m.id.user", user: "brandt" },
    password: alone.password,
  };
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

test("[B21] accepting while the other side writes: the conversation stays one", async () => {
  const brandtId = asUserId(`@brandt:${alone.homeservers.sonnenallee.serverName}`);
  const theirs = await nwosu.createRoom([brandtId]);
  await nwosu.bindCase(theirs, patient);
  await until({ name: "rooms" }, (rows) => rows.some((row) => row.roomId === theirs));
  const writing = nwosu.sendText(theirs, "Noch während Sie annehmen.");
  await engine.call("acceptInvitations", { roomIds: [theirs] }, signal);
  await writing;
  await nwosu.sendText(theirs, "Und danach.");
  await room((row) => row.roomId === theirs && row.preview === "Und danach." && row.binding !== null);
});

test("[F4] after a wipe no store of this user is left", async () => {
  const storesOf = async () => (await indexedDB.databases()).map(({ name }) => name ?? "");
  const before = await storesOf();
  assert.ok(before.some((name) => name.includes(":outbox")));
  await engine.call("signOut", { wipe: true }, signal);
  const left = (await storesOf()).filter((name) => /:(outbox|cases|sync|crypto)/.test(name));
  assert.deepEqual(left, []);
});
