import assert from "node:assert/strict";
import { asPatientKey, asRoomId, asRowKey, TICKET_LIFE_MS, type GuardTicket, type SendRequest } from "@konsil/protocol";
import { buildTicket } from "../builders/build-ticket.ts";
import type { BackendWorld } from "./backend-world.ts";
import { contractCases } from "./contract-cases.ts";
import { assertRefused, requestIn, sendText } from "./send-text.ts";
import { messageOf, stateOf, watchTimeline } from "./watch.ts";

const { test, cases } = contractCases<BackendWorld>();
export const permissionCases = cases;

/** Refused, and nothing of it is ever seen or sent. */
async function refusedWithout(
  world: BackendWorld,
  request: SendRequest,
  ...codes: Parameters<typeof assertRefused> extends [unknown, ...infer Codes] ? Codes : never
): Promise<void> {
  const timeline = watchTimeline(world, request.roomId);
  await assertRefused(world.backend.call("send", request), ...codes);
  const place = request.roomId === world.about.roomId ? world.about : world.plain;
  const next = await sendText(world, place);
  const rows = await timeline.until((now) => stateOf(now, next) === "sent", "a permitted one");
  assert.equal(messageOf(rows, request.key), undefined);
}

test("[J5] [P4] without a ticket nothing is sent", async (world) => {
  const request = requestIn(world, world.about);
  const without = { ...request, ticket: null as unknown as GuardTicket };
  // Behind a port the missing field is a malformed call already.
  await refusedWithout(world, without, "ticket-missing", "bad-request");
});

test("[J5] [P4] a ticket serves once", async (world) => {
  const ticket = buildTicket(world.about.patientKey, world.now());
  await sendText(world, world.about, { ticket });
  await refusedWithout(world, requestIn(world, world.about, { ticket }), "ticket-used");
});

test("[J5] [P4] a ticket older than two seconds is refused", async (world) => {
  const ticket = buildTicket(world.about.patientKey, world.now() - TICKET_LIFE_MS - 1);
  await refusedWithout(world, requestIn(world, world.about, { ticket }), "ticket-expired");
});

test("[J5] [P4] a ticket of another patient, of none, or of one where there is none is refused", async (world) => {
  const other = buildTicket(asPatientKey(`${world.about.patientKey}-other`), world.now());
  await refusedWithout(world, requestIn(world, world.about, { ticket: other }), "wrong-patient");
  const none = buildTicket(null, world.now());
  await refusedWithout(world, requestIn(world, world.about, { ticket: none }), "wrong-patient");
  const one = buildTicket(world.about.patientKey, world.now());
  await refusedWithout(world, requestIn(world, world.plain, { ticket: one }), "wrong-patient");
});

test("[J5] [P4] a file needs a ticket as a text does", async (world) => {
  const ticket = buildTicket(null, world.now());
  const file = new File(["EKG"], "EKG.pdf", { type: "application/pdf" });
  const call = world.backend.call("sendFile", { ...requestIn(world, world.about, { ticket }), file });
  await assertRefused(call, "wrong-patient");
});

test("[J5] [P4] a new try needs a ticket of its own", async (world) => {
  const timeline = watchTimeline(world, world.about.roomId);
  await world.failNext("forbidden");
  const key = await sendText(world, world.about);
  await timeline.until((rows) => stateOf(rows, key) === "failed", "failed");
  const ticket = buildTicket(null, world.now());
  await assertRefused(world.backend.call("retry", { key, ticket }), "wrong-patient");
  assert.equal(stateOf(timeline.rows, key), "failed");
  await world.backend.call("discard", { key });
});

test("[J9] a call that is cancelled is aborted, before it began and while it goes on", async (world) => {
  const term = world.colleague.name;
  await assertRefused(world.backend.call("searchPeople", { term }, AbortSignal.abort()), "aborted");
  const stop = new AbortController();
  const call = world.backend.call("searchPeople", { term }, stop.signal);
  stop.abort();
  await assertRefused(call, "aborted");
});

test("[J9] calls about what is not there fail with a code", async (world) => {
  const { backend } = world;
  const key = asRowKey("k-nobody-knows-this");
  const nowhere = asRoomId("!nowhere:nobody.example");
  await assertRefused(backend.call("takeBack", { key }), "already-sent");
  // What no longer waits has left: there is nothing else that it could have become.
  await assertRefused(backend.call("sendNow", { key }), "already-sent");
  await assertRefused(backend.call("discard", { key }), "already-sent");
  await assertRefused(backend.call("retry", { key, ticket: buildTicket(null, world.now()) }), "not-found");
  await assertRefused(backend.call("download", { roomId: world.plain.roomId, key }), "not-found");
  await assertRefused(sendText(world, { roomId: nowhere }), "not-a-member");
  assert.deepEqual(await backend.call("loadOlder", { roomId: nowhere, count: 10 }), { more: false });
});
