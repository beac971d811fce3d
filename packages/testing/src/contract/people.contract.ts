import assert from "node:assert/strict";
import { patientKeyOf } from "@konsil/patient/keys";
import { buildPatient } from "../builders/build-patient.ts";
import { buildTicket } from "../builders/build-ticket.ts";
import type { BackendWorld } from "./backend-world.ts";
import { contractCases } from "./contract-cases.ts";
import { assertRefused, sendText } from "./send-text.ts";
import { untilHeard } from "./until-heard.ts";
import { messagesIn, stateOf, Watch, watchTimeline } from "./watch.ts";

const { test, cases } = contractCases<BackendWorld>();
export const peopleCases = cases;

const DIRECTORY_WITHIN_MS = 20_000;

test("[J8] an invitation that is accepted becomes the conversation of its room", async (world) => {
  const rooms = Watch.on<"rooms">(world, { name: "rooms" });
  const roomId = await world.invite();
  const kindOf = (): string | undefined => rooms.rows.find((row) => row.roomId === roomId)?.kind;
  await rooms.until(() => kindOf() === "invitation", "an invitation");
  assert.deepEqual(await world.backend.call("acceptInvitations", { roomIds: [roomId] }), { failed: [] });
  const rows = await rooms.until(() => kindOf() === "conversation", "a conversation");
  assert.equal(rows.filter((row) => row.roomId === roomId).length, 1);
});

test("[J8] one that is declined is gone, the others stay", async (world) => {
  const rooms = Watch.on<"rooms">(world, { name: "rooms" });
  const [first, second] = [await world.invite(), await world.invite()];
  const has = (roomId: string): boolean => rooms.rows.some((row) => row.roomId === roomId);
  await rooms.until(() => has(first) && has(second), "both invitations");
  assert.deepEqual(await world.backend.call("declineInvitations", { roomIds: [first] }), { failed: [] });
  await rooms.until(() => !has(first), "one of them gone");
  assert.ok(has(second));
});

test("[J13] [C1] a colleague is found by name, and reads the case header before the first message", async (world) => {
  const { backend, colleague } = world;
  const rooms = Watch.on<"rooms">(world, { name: "rooms" });
  // A directory learns of people and rooms a little later than the rooms themselves.
  const giveUpAt = performance.now() + DIRECTORY_WITHIN_MS;
  for (let isFound = false; !isFound; await world.pass(100)) {
    const { hits } = await backend.call("searchPeople", { term: colleague.name });
    isFound = hits.some((hit) => hit.userId === colleague.userId);
    assert.ok(isFound || performance.now() < giveUpAt, "nobody found");
  }
  const patient = buildPatient({ number: "20481", given: "Frauke", birthDate: "1971-05-03" });
  const patientKey = patientKeyOf(patient);
  const ticket = buildTicket(patientKey, world.now());
  const { roomId } = await backend.call("startConversation", {
    people: [colleague.userId],
    patient,
    patientKey,
    ticket,
  });
  const rows = await rooms.until((now) => now.some((row) => row.roomId === roomId), "the conversation");
  const row = rows.find((it) => it.roomId === roomId);
  assert.deepEqual(row?.kind === "conversation" && row.binding?.patient, patient);
  const timeline = watchTimeline(world, roomId);
  const key = await sendText(world, { roomId, patientKey }, { text: "Guten Tag." });
  const messages = messagesIn(await timeline.until((now) => stateOf(now, key) === "sent", "the first message"));
  assert.deepEqual(
    messages.map(({ body }) => body.kind),
    ["caseHeader", "text"],
  );
  const [header, first] = await untilHeard(world, roomId, (texts) => texts.length >= 2);
  assert.match(header ?? "", /Bergmann, Frauke/);
  assert.equal(first, "Guten Tag.");
});

test("[J5] a conversation is not begun for another patient than the ticket's", async (world) => {
  const patient = buildPatient({ number: "17233", family: "Huber", given: "Josef" });
  const ticket = buildTicket(world.about.patientKey, world.now());
  const people = [world.colleague.userId];
  const patientKey = patientKeyOf(patient);
  const call = world.backend.call("startConversation", { people, patient, patientKey, ticket });
  await assertRefused(call, "wrong-patient");
});

test("[J5] [P1] a conversation about nobody is not linked with a record", async (world) => {
  const patient = buildPatient({ number: "17233", family: "Huber", given: "Josef" });
  const patientKey = patientKeyOf(patient);
  const link = { roomId: world.plain.roomId, patient, patientKey };
  const right = world.backend.call("linkConversation", { ...link, ticket: buildTicket(patientKey, world.now()) });
  await assertRefused(right, "forbidden");
  const ticket = buildTicket(world.about.patientKey, world.now());
  await assertRefused(world.backend.call("linkConversation", { ...link, ticket }), "wrong-patient");
});
