import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createBot, type Bot } from "@konsil/engine/bot";
import { patientKeyOf } from "@konsil/patient/keys";
import { asRoomId, asRowKey, asUserId, LOCAL_SYSTEM, type Patient, type RoomId } from "@konsil/protocol";
import { buildPatient } from "@konsil/testing";
import { EngineAlone, ticketFor } from "./stage/engine-alone.ts";
import { OtherClient } from "./stage/other-client.ts";

// The other side's clients are not ours (matrix-nio) and have never heard of case headers.
const HEADER = "Es geht um: Bergmann, Erika, geb. 12.08.1964, Nr. 20418, Praxis Sonnenallee";
const patient = buildPatient();
const patientKey = patientKeyOf(patient);

let alone: EngineAlone;
let koch: OtherClient;
let spaet: OtherClient;
let petrov: Bot;
let roomId: RoomId;

const signedIn = async (user: string): Promise<OtherClient> => {
  const { baseUrl, password } = await alone.register("nord", user);
  return OtherClient.signIn(baseUrl, user, password);
};
const write = (text: string): Promise<null> => {
  const key = asRowKey(`k-${crypto.randomUUID()}`);
  const request = { roomId, key, text, replyTo: null, ticket: ticketFor(patientKey), holdMs: 0 };
  return alone.engine.call("send", request, alone.signal);
};

before(async () => {
  alone = await EngineAlone.build();
  await alone.register("sonnenallee", "brandt");
  [koch, spaet] = [await signedIn("koch"), await signedIn("spaet")];
  petrov = await createBot({ ...(await alone.register("nord", "petrov")), setUpRecovery: true });
  await alone.begin({ user: "brandt", hostSession: "1" });
});
after(async () => {
  petrov.stop();
  await Promise.all([koch.stop(), spaet.stop()]);
  await alone.stop();
});

test("[C1] a client that is not ours reads the case header before anything else, and both sides read what follows", async () => {
  const people = [asUserId(koch.userId)];
  const input = { people, patient, patientKey, ticket: ticketFor(patientKey) };
  const started = await alone.engine.call("startConversation", input, alone.signal);
  roomId = started.roomId;
  await write("Wann wäre ein Echo möglich?");
  assert.equal(await koch.invitation(), roomId);
  await koch.join(roomId);
  await koch.reads(roomId, ({ content }) => content["body"] === "Wann wäre ein Echo möglich?");
  assert.equal(koch.messages(roomId)[0]?.content["body"], HEADER);
  await koch.sendText(roomId, "> 40 mg/dl, 1*0*1");
  await alone.timeline(roomId, "> 40 mg/dl, 1*0*1");
});

test("[C1] who is invited later, by a client that is not ours, gets the header passed on and reads it", async () => {
  await koch.invite(roomId, spaet.userId);
  assert.equal(await spaet.invitation(), roomId);
  await spaet.join(roomId);
  const { sender } = await spaet.reads(roomId, ({ content }) => content["body"] === `${HEADER} (weitergegeben)`);
  assert.equal(sender, `@brandt:${alone.homeservers.sonnenallee.serverName}`);
});

test("[C1] who is invited later by ourselves, with another of our clients, gets it at once", async () => {
  const relays = (): number =>
    koch.messages(roomId).filter(({ content }) => String(content["body"]).endsWith("(weitergegeben)")).length;
  const before = relays();
  const { baseUrl } = alone.homeservers.sonnenallee;
  const login = await fetch(`${baseUrl}/_matrix/client/v3/login`, {
    method: "POST",
    body: JSON.stringify({
      type: "m.login.password",
      identifier: { type: "m.id.user", user: "brandt" },
      password: alone.password,
    }),
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const invited = await fetch(`${baseUrl}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/invite`, {
    method: "POST",
    headers: { Authorization: `Bearer ${access_token}` },
    body: JSON.stringify({ user_id: petrov.userId }),
  });
  assert.equal(invited.status, 200);
  assert.equal(await petrov.nextInvitation(), roomId);
  await petrov.join(asRoomId(roomId));
  await petrov.waitFor(roomId, (content) => content["body"] === `${HEADER} (weitergegeben)`);
  await koch.reads(roomId, () => relays() === before + 1);
});

test("[P1] [B19] a conversation of another organisation is linked with the own record by a click, and stays so", async () => {
  const foreign: Patient = {
    ...patient,
    identifiers: [{ system: LOCAL_SYSTEM, tenant: "nord", value: "20418", issuer: "Klinikum Nord" }],
  };
  const theirs = await petrov.createRoom([asUserId(`@brandt:${alone.homeservers.sonnenallee.serverName}`)]);
  await petrov.bindCase(theirs, foreign);
  await petrov.sendText(theirs, "Die Patientin war bei uns.");
  await alone.until({ name: "rooms" }, (rows) => rows.some((row) => row.roomId === theirs));
  await alone.engine.call("acceptInvitations", { roomIds: [theirs] }, alone.signal);
  const claimed = await alone.conversation((row) => row.roomId === theirs && row.binding !== null);
  assert.equal(claimed.binding?.origin, "claimed");
  assert.notEqual(claimed.binding.key, patientKey);
  const link = { roomId: theirs, patient, patientKey, ticket: ticketFor(patientKey) };
  await alone.engine.call("linkConversation", link, alone.signal);
  await alone.conversation((row) => row.roomId === theirs && row.binding?.key === patientKey);
  await alone.engine.detach();
  await alone.engine.attach({ user: "brandt", hostSession: "2" });
  const again = await alone.conversation((row) => row.roomId === theirs && row.binding?.key === patientKey);
  assert.deepEqual([again.binding?.origin, again.binding?.patient], ["own", patient]);
});
