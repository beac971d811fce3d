import assert from "node:assert/strict";
import { test } from "node:test";
import { asUserId } from "@konsil/protocol";
import { foldName, lookAlikeNames, personOf } from "./person.ts";
import { createRoomPeople } from "./room-people.ts";
import { CONFIG, NWOSU, RoomWorld } from "./room-world.ts";

test("[C3] the organisation comes from the server, whatever the name says", () => {
  const person = personOf(CONFIG, asUserId("@boese:evil.example"), "Nwosu, Adaeze (Klinikum Nord)");
  assert.equal(person.organisation, "evil.example");
  assert.equal(personOf(CONFIG, NWOSU, "Nwosu, Adaeze").organisation, "Klinikum Nord");
});

test("[C3] a server that calls itself like a part of every object is a server as any other", () => {
  for (const server of ["constructor", "__proto__", "toString"]) {
    assert.equal(personOf(CONFIG, asUserId(`@a:${server}`), "A").organisation, server);
  }
});

test("[C3] bidirectional controls and line breaks do not survive in a name", () => {
  const { name } = personOf(CONFIG, NWOSU, "\u202eesuoM\u2066, \n Mickey\u061c");
  assert.equal(name, "esuoM, Mickey");
  assert.equal(personOf(CONFIG, NWOSU, " \u200e ").name, "nwosu");
});

test("[C3] names that look alike are told apart by their servers", async () => {
  assert.equal(foldName("Nwоsu, Adаeze"), foldName("Nwosu, Adaeze"));
  const shared = lookAlikeNames([
    { userId: "@a:x", name: "Müller, Jan" },
    { userId: "@b:y", name: "MULLER Jan" },
    { userId: "@c:z", name: "Petrov, Ilja" },
  ]);
  assert.deepEqual([...shared], [foldName("Müller, Jan")]);
  const world = new RoomWorld();
  await world.begin();
  await world.add(world.member(asUserId("@nwosu:evil.example"), "join", "Nwоsu, Adaeze"));
  const people = createRoomPeople(world.client, CONFIG);
  assert.equal(
    people.others(world.room).every((person) => person.lookAlike),
    true,
  );
  assert.equal(people.self().lookAlike, false);
});
