import assert from "node:assert/strict";
import { test } from "node:test";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomStateEvent } from "matrix-js-sdk/lib/models/room-state.js";
import { NWOSU, RoomWorld, SELF } from "../rooms/room-world.ts";
import { stateOf } from "../rooms/state-of.ts";
import { windStateForward } from "./wind-state-forward.ts";

async function room() {
  const world = new RoomWorld();
  await world.begin();
  const state = stateOf(world.room);
  assert.ok(state);
  // The SDK passes on what a room's state says; this room was not made by a sync.
  state.on(RoomStateEvent.Events, (...told) => void world.client.emit(RoomStateEvent.Events, ...told));
  state.on(RoomStateEvent.Update, (told) => void world.client.emit(RoomStateEvent.Update, told));
  windStateForward(world.client);
  const sync = (...events: MatrixEvent[]): void => state.setStateEvents(events);
  const membershipOf = (userId: string): unknown => state.getMember(userId)?.membership;
  return { world, sync, membershipOf };
}

test("[B21] a state from before events that are loaded already does not undo them", async () => {
  const { world, sync, membershipOf } = await room();
  const [invite, join] = [world.member(SELF, "invite", "Brandt", NWOSU), world.member(SELF, "join", "Brandt")];
  await world.add(invite, join);
  sync(invite);
  assert.equal(membershipOf(SELF), "join");
  sync(world.member(SELF, "invite", "Brandt", NWOSU));
  assert.equal(membershipOf(SELF), "join");
});

test("[B21] what is new is taken, also an invitation after leaving", async () => {
  const { world, sync, membershipOf } = await room();
  const left = world.member(NWOSU, "leave");
  sync(left);
  assert.equal(membershipOf(NWOSU), "leave");
  sync(world.member(NWOSU, "invite", "Nwosu", SELF));
  assert.equal(membershipOf(NWOSU), "invite");
});
