import assert from "node:assert/strict";
import { test } from "node:test";
import { asUserId, LOCAL_SYSTEM, type Patient } from "@konsil/protocol";
import { neutralRoomName, roomCreation } from "./room-creation.ts";

const people = ["@a:x", "@b:x", "@c:y"].map(asUserId);
const stateOf = (type: string, creation = roomCreation({ people })) =>
  creation.body.initial_state.find((event) => event.type === type)?.content;

test("[G1] rooms are version 10, of the TI-Messenger type, private and by invitation", () => {
  const { body } = roomCreation({ people });
  assert.equal(body.room_version, "10");
  assert.deepEqual(body.creation_content, { type: "de.gematik.tim.roomtype.default.v1" });
  assert.equal(body.preset, "private_chat");
  assert.equal(body.visibility, "private");
  assert.deepEqual(stateOf("m.room.join_rules"), { join_rule: "invite" });
  assert.deepEqual(stateOf("m.room.guest_access"), { guest_access: "forbidden" });
});

test("[G2] encryption is on and history is readable from the invitation on", () => {
  assert.deepEqual(stateOf("m.room.encryption"), { algorithm: "m.megolm.v1.aes-sha2" });
  assert.deepEqual(stateOf("m.room.history_visibility"), { history_visibility: "invited" });
});

test("[G3] createRoom invites one person at most, everyone else follows once each", () => {
  const creation = roomCreation({ people: [...people, people[0] ?? asUserId("@a:x")] });
  assert.deepEqual(creation.body.invite, ["@a:x"]);
  assert.deepEqual(creation.furtherInvites, ["@b:x", "@c:y"]);
});

test("[G4] a name is written to both name events with the same text, or to none", () => {
  assert.equal(stateOf("de.gematik.tim.room.name"), undefined);
  assert.equal(roomCreation({ people }).body.name, undefined);
  const named = roomCreation({ people, name: "Kardiologie" });
  assert.equal(named.body.name, "Kardiologie");
  assert.deepEqual(stateOf("de.gematik.tim.room.name", named), { name: "Kardiologie" });
});

test("[G5] nothing about a patient can get into a room's state", () => {
  const types = roomCreation({ people }).body.initial_state.map((event) => event.type);
  assert.ok(!types.some((type) => /case|patient/i.test(type)));
});

test("[G5] a name that tells whom it is about is left away, with its second event", () => {
  const about: Patient = {
    identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418" }],
    family: "Bergmann",
    given: "Erika",
    birthDate: "1964-08-12",
    sex: "female",
  };
  for (const name of ["Wegen Erika", "Bergmann 12.08.", "Nr. 20418", "A123456780", "  "]) {
    assert.deepEqual(roomCreation({ people, name, about }).body, roomCreation({ people }).body, name);
  }
  assert.equal(neutralRoomName(" Kardiologie ", about), "Kardiologie");
});

test("[G3] one and the same person twice is a conversation of two", () => {
  const twice = roomCreation({ people: [asUserId("@a:x"), asUserId("@a:x")] });
  assert.equal(twice.body.is_direct, true);
  assert.deepEqual(twice.furtherInvites, []);
  assert.equal(roomCreation({ people }).body.is_direct, false);
});
