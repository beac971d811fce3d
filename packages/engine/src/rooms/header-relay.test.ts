import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";
import { asEventId, asUserId, LOCAL_SYSTEM, type Patient, type UserId } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomStateEvent } from "matrix-js-sdk/lib/models/room-state.js";
import { caseHeaderContent, relayedHeaderContent } from "../outbox/case-header-content.ts";
import { ClaimedCases } from "./claimed-cases.ts";
import { relayHeaders } from "./header-relay.ts";
import { stateOf } from "./state-of.ts";
import { NWOSU, RoomWorld, SELF } from "./room-world.ts";

const LATE = asUserId("@spaet:nord.example");
const patient: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418", issuer: "Praxis Sonnenallee" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};
const STEP_MS = 1000;
const NOBODY = { onFound: () => undefined, loadOlder: () => Promise.resolve(false) };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A room with its header; `invite` lets somebody invite a third person. */
async function conversation(t: TestContext) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const stop = new AbortController();
  t.after(() => {
    stop.abort();
    mock.timers.reset();
  });
  const world = new RoomWorld();
  await world.begin();
  const header = world.sealed(SELF, caseHeaderContent(patient));
  await world.add(header);
  const claims = new ClaimedCases(world.client, NOBODY);
  const relayed: string[] = [];
  relayHeaders({
    client: world.client,
    headerOf: (room) => claims.headerOf(room),
    relay: (_roomId, { eventId }) => Promise.resolve(void relayed.push(eventId)),
    loadOlder: () => Promise.resolve(false),
    signal: stop.signal,
    stepMs: STEP_MS,
  });
  const change = async (event: MatrixEvent): Promise<void> => {
    await world.add(event);
    const [member, state] = [world.room.getMember(LATE), stateOf(world.room)];
    assert.ok(member && state);
    world.client.emit(RoomStateEvent.Members, event, state, member);
  };
  const invite = (by: UserId) => change(world.member(LATE, "invite", "Spät, Sara", by));
  const pass = async (ms: number): Promise<void> => {
    mock.timers.tick(ms);
    for (let turns = 0; turns < 5; turns += 1) await turn();
  };
  return { world, header, relayed, change, invite, pass };
}

test("[B18] [C1] whoever invites later passes the header on at once", async (t) => {
  const { header, relayed, invite, pass } = await conversation(t);
  await invite(SELF);
  await pass(1);
  assert.deepEqual(relayed, [header.getId()]);
});

test("[B18] [C1] where the inviter's client does not, the first of the others does, after a pause", async (t) => {
  const { header, relayed, invite, pass } = await conversation(t);
  await invite(NWOSU);
  await pass(STEP_MS - 1);
  assert.deepEqual(relayed, []);
  await pass(1);
  assert.deepEqual(relayed, [header.getId()]);
});

test("[B18] what somebody has passed on since is not passed on again; a copy from before does not count", async (t) => {
  const { world, header, relayed, invite, pass } = await conversation(t);
  const copy = relayedHeaderContent(patient, { from: SELF, eventId: asEventId(header.getId() ?? "") });
  await world.add(world.sealed(NWOSU, copy));
  await invite(NWOSU);
  await world.add(world.sealed(NWOSU, copy));
  await pass(STEP_MS);
  assert.deepEqual(relayed, []);
  await invite(NWOSU);
});

test("[B18] nobody gets a copy who has declined by then, and an invitation that is repeated is none", async (t) => {
  const { world, relayed, invite, change, pass } = await conversation(t);
  await invite(NWOSU);
  await change(world.member(LATE, "leave"));
  await pass(STEP_MS);
  assert.deepEqual(relayed, []);
});

test("[B18] a conversation about nobody has nothing to pass on", async (t) => {
  const { world, header, relayed, invite, pass } = await conversation(t);
  await world.add(world.event("m.room.redaction", { redacts: header.getId() }, SELF, { redacts: header.getId() }));
  header.makeRedacted(world.event("m.room.redaction", {}, SELF), world.room);
  await invite(SELF);
  await pass(STEP_MS);
  assert.deepEqual(relayed, []);
});
