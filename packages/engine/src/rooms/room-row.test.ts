import assert from "node:assert/strict";
import { test } from "node:test";
import { asRoomId, type CaseBinding, type Conversation } from "@konsil/protocol";
import type { Outbox } from "../seams.ts";
import { createRoomPeople } from "./room-people.ts";
import { roomRow, type RoomRowParts } from "./room-row.ts";
import { CONFIG, NWOSU, ROOM_ID, RoomWorld, SELF } from "./room-world.ts";

const emptyOutbox = {
  rows: () => [],
  counts: () => ({ waiting: 0, failed: 0, asking: 0 }),
} as unknown as Outbox;

function partsOf({ client }: RoomWorld, change: Partial<RoomRowParts> = {}): RoomRowParts {
  return {
    client,
    people: createRoomPeople(client, CONFIG),
    outbox: emptyOutbox,
    bindingOf: () => null,
    isEncrypted: () => true,
    ...change,
  };
}
function conversationOf(world: RoomWorld, change: Partial<RoomRowParts> = {}): Conversation {
  const row = roomRow(world.room, partsOf(world, change));
  assert.equal(row?.kind, "conversation");
  return row;
}

test("[C3] a row names the others, their organisation and how many there are", async () => {
  const world = new RoomWorld();
  await world.begin();
  await world.add(world.text(NWOSU, "Wie geht es ihr?"));
  const row = conversationOf(world);
  assert.equal(row.title, "Nwosu, Adaeze");
  assert.equal(row.organisation, "Klinikum Nord");
  assert.deepEqual([row.preview, row.previewSender, row.previewOwn], ["Wie geht es ihr?", "Nwosu, Adaeze", false]);
  assert.equal(row.encryption, "yes");
});

test("[C3] a room name of the other side cannot turn the line around", async () => {
  const world = new RoomWorld();
  await world.begin();
  await world.add(world.state("m.room.name", { name: "\u202eRe:\nBefund" }, NWOSU));
  assert.equal(conversationOf(world).title, "Re: Befund");
});

test("[E1] a room of which no state has come yet is neither encrypted nor not", async () => {
  const world = new RoomWorld();
  world.room.updateMyMembership("join");
  assert.equal(conversationOf(world, { isEncrypted: () => false }).encryption, "unknown");
  await world.add(world.state("m.room.create", { creator: SELF }));
  assert.equal(conversationOf(world, { isEncrypted: () => false }).encryption, "no");
  await world.add(world.state("m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" }));
  assert.equal(conversationOf(world, { isEncrypted: () => false }).encryption, "unknown");
});

test("[C6] an invitation shows who and from where, not what a stranger wrote over it", async () => {
  const world = new RoomWorld();
  await world.add(
    world.state("m.room.name", { name: "Gewinn abholen" }, NWOSU),
    world.member(NWOSU, "join", "Nwosu, Adaeze"),
    world.member(SELF, "invite", "Brandt, Katrin", NWOSU),
  );
  world.room.updateMyMembership("invite");
  const row = roomRow(world.room, partsOf(world));
  assert.ok(row?.kind === "invitation");
  assert.equal(row.inviter.organisation, "Klinikum Nord");
  assert.equal(JSON.stringify(row).includes("Gewinn"), false);
});

test("[C6] an invitation without a time keeps the moment in which it was first seen", () => {
  const world = new RoomWorld();
  world.room.updateMyMembership("invite");
  const first = roomRow(world.room, partsOf(world));
  assert.deepEqual(roomRow(world.room, partsOf(world)), first);
});

test("[C1] the preview is a message, not the case header; the binding is the index's", async () => {
  const world = new RoomWorld();
  await world.begin();
  const header = { msgtype: "m.text", body: "Es geht um: Bergmann", "de.konsil.case.v1": { patient: {} } };
  await world.add(world.sealed(SELF, header));
  const binding = { origin: "own" } as CaseBinding;
  assert.equal(conversationOf(world, { bindingOf: () => binding }).binding, binding);
  assert.equal(conversationOf(world).roomId, asRoomId(ROOM_ID));
});
