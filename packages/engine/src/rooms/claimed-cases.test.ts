import assert from "node:assert/strict";
import { test } from "node:test";
import { patientKeyOf } from "@konsil/patient/keys";
import { asEventId, asUserId, LOCAL_SYSTEM, type Patient, type UserId } from "@konsil/protocol";
import type { IEvent } from "matrix-js-sdk/lib/models/event.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { caseHeaderContent, relayedHeaderContent } from "../outbox/case-header-content.ts";
import { ClaimedCases } from "./claimed-cases.ts";
import { NWOSU, ROOM_ID, RoomWorld, SELF } from "./room-world.ts";

const patient: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "nord", value: "KN-0093317", issuer: "Klinikum Nord" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};
const NOBODY = { onFound: () => undefined, loadOlder: () => Promise.resolve(false) };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function withPointer(
  eventId: string,
  fetch: () => Promise<Partial<IEvent>>,
  page: (world: RoomWorld) => void = () => undefined,
) {
  const world = new RoomWorld();
  let pages = 0;
  const loadOlder = (): Promise<boolean> => {
    pages += 1;
    page(world);
    return Promise.resolve(pages < 9);
  };
  await world.begin();
  await world.add(world.state("de.konsil.case", { event_id: eventId }, NWOSU));
  let fetched = 0;
  world.client.fetchRoomEvent = () => {
    fetched += 1;
    return fetch();
  };
  const found: string[] = [];
  const claims = new ClaimedCases(world.client, { ...NOBODY, onFound: (roomId) => void found.push(roomId), loadOlder });
  return { world, claims, found, fetched: () => fetched, paged: () => pages };
}

test("[C2] a header of the other side is a claim", async () => {
  const world = new RoomWorld();
  await world.begin();
  const header = world.sealed(NWOSU, caseHeaderContent(patient));
  await world.add(header);
  const binding = new ClaimedCases(world.client, NOBODY).of(world.room);
  assert.equal(binding?.origin, "claimed");
  assert.deepEqual(binding.patient, patient);
  assert.equal(binding.headerEventId, header.getId());
});

test("[P1] what another organisation says never has the key of a record, whatever tenant and number it names", async () => {
  const keyOf = async (sender: UserId, tenant: string): Promise<string | undefined> => {
    const world = new RoomWorld();
    await world.begin();
    const [identifier] = patient.identifiers;
    const forged = { ...patient, identifiers: identifier ? [{ ...identifier, tenant }] : [] };
    await world.add(world.sealed(sender, caseHeaderContent(forged)));
    return new ClaimedCases(world.client, NOBODY).of(world.room)?.key;
  };
  const [identifier] = patient.identifiers;
  assert.ok(identifier);
  const own = patientKeyOf({ ...patient, identifiers: [{ ...identifier, tenant: "sonnenallee" }] });
  assert.equal(await keyOf(SELF, "sonnenallee"), own);
  assert.notEqual(await keyOf(NWOSU, "sonnenallee"), own);
});

test("[C1] [C2] a copy counts where the original cannot be had, and says whose words it repeats", async () => {
  const gone = new MatrixError({ errcode: "M_NOT_FOUND" }, 404);
  const { world, claims } = await withPointer("$original", () => Promise.reject(gone));
  const from = asUserId("@petrov:nord.example");
  await world.add(world.sealed(NWOSU, relayedHeaderContent(patient, { from, eventId: asEventId("$other") })));
  assert.equal(claims.of(world.room), null);
  await turn();
  assert.equal(claims.of(world.room), null);
  await world.add(world.sealed(NWOSU, relayedHeaderContent(patient, { from, eventId: asEventId("$original") })));
  assert.equal(claims.of(world.room)?.headerEventId, "$original");
  assert.equal(claims.headerOf(world.room)?.from, from);
});

test("[C1] a header that came in clear claims nothing: both servers could have written it", async () => {
  const world = new RoomWorld();
  await world.begin();
  await world.add(world.event("m.room.message", caseHeaderContent(patient), NWOSU));
  assert.equal(new ClaimedCases(world.client, NOBODY).of(world.room), null);
});

test("[C1] the pointer points, it does not bind: another header in the room is not the one it names", async () => {
  const { world, claims } = await withPointer("$elsewhere", () => new Promise(() => undefined));
  await world.add(world.sealed(NWOSU, caseHeaderContent(patient)));
  assert.equal(claims.of(world.room), null);
});

test("[C1] [B14] a server that joined later has the header in the history only: it is looked for there, a few pages deep", async () => {
  const gone = new MatrixError({ errcode: "M_NOT_FOUND" }, 404);
  const source = new RoomWorld();
  const header = source.sealed(NWOSU, caseHeaderContent(patient), { event_id: "$header" });
  const there = await withPointer(
    header.getId() ?? "",
    () => Promise.reject(gone),
    (world) => world.pageBack([header], null),
  );
  assert.equal(there.claims.of(there.world.room), null);
  for (let turns = 0; turns < 5; turns += 1) await turn();
  assert.equal(there.claims.of(there.world.room)?.headerEventId, header.getId());
  assert.deepEqual(there.found, [ROOM_ID]);
  const nowhere = await withPointer("$nowhere", () => Promise.reject(gone));
  nowhere.claims.of(nowhere.world.room);
  for (let turns = 0; turns < 9; turns += 1) await turn();
  assert.equal(nowhere.paged(), 3);
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
