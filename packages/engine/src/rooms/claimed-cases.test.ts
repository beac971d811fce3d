import assert from "node:assert/strict";
import { test } from "node:test";
import { patientKeyOf } from "@konsil/patient/keys";
import { LOCAL_SYSTEM, type Patient } from "@konsil/protocol";
import type { IEvent } from "matrix-js-sdk/lib/models/event.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { caseHeaderContent } from "../outbox/case-header-content.ts";
import { ClaimedCases } from "./claimed-cases.ts";
import { NWOSU, ROOM_ID, RoomWorld } from "./room-world.ts";

const patient: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "nord", value: "KN-0093317", issuer: "Klinikum Nord" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function withPointer(eventId: string, fetch: () => Promise<Partial<IEvent>>) {
  const world = new RoomWorld();
  await world.begin();
  await world.add(world.state("de.konsil.case", { event_id: eventId }, NWOSU));
  let fetched = 0;
  world.client.fetchRoomEvent = () => {
    fetched += 1;
    return fetch();
  };
  const found: string[] = [];
  const claims = new ClaimedCases(world.client, (roomId) => void found.push(roomId));
  return { world, claims, found, fetched: () => fetched };
}

test("[C2] a header of the other side is a claim", async () => {
  const world = new RoomWorld();
  await world.begin();
  const header = world.sealed(NWOSU, caseHeaderContent(patient));
  await world.add(header);
  const binding = new ClaimedCases(world.client, () => undefined).of(world.room);
  assert.equal(binding?.origin, "claimed");
  assert.equal(binding.key, patientKeyOf(patient));
  assert.equal(binding.headerEventId, header.getId());
});

test("[C1] a header that came in clear claims nothing: both servers could have written it", async () => {
  const world = new RoomWorld();
  await world.begin();
  await world.add(world.event("m.room.message", caseHeaderContent(patient), NWOSU));
  assert.equal(new ClaimedCases(world.client, () => undefined).of(world.room), null);
});

test("[C1] the pointer points, it does not bind: another header in the room is not the one it names", async () => {
  const { world, claims } = await withPointer("$elsewhere", () => new Promise(() => undefined));
  await world.add(world.sealed(NWOSU, caseHeaderContent(patient)));
  assert.equal(claims.of(world.room), null);
});

test("[B14] a header that cannot be had is asked for once, however often the room changes", async () => {
  const refused = new MatrixError({ errcode: "M_NOT_FOUND" }, 404);
  const { world, claims, fetched } = await withPointer("$1", () => Promise.reject(refused));
  for (let changes = 0; changes < 5; changes += 1) {
    assert.equal(claims.of(world.room), null);
    claims.retry(ROOM_ID);
    await turn();
  }
  assert.equal(fetched(), 1);
});

test("[B14] without a network it is asked for again", async () => {
  const { world, claims, fetched } = await withPointer("$1", () => Promise.reject(new TypeError("fetch failed")));
  for (let changes = 0; changes < 2; changes += 1) {
    claims.of(world.room);
    await turn();
  }
  assert.equal(fetched(), 2);
});
