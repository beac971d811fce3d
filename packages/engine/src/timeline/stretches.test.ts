import assert from "node:assert/strict";
import { test } from "node:test";
import { NWOSU, RoomWorld } from "../rooms/room-world.ts";
import { eventRows } from "./event-rows.ts";
import { rowContext } from "./room-timeline.ts";
import { hasOlder, loadedEvents, stretchesOf } from "./stretches.ts";
import { createRoomPeople } from "../rooms/room-people.ts";
import { CONFIG } from "../rooms/room-world.ts";

const drawn = ({ client, room }: RoomWorld): string[] => {
  const context = rowContext(room, { client, people: createRoomPeople(client, CONFIG) });
  return eventRows(stretchesOf(room), context).map((row) =>
    row.kind === "notice" ? row.notice.about : "text" in row.body ? row.body.text : row.body.kind,
  );
};

/** Read up to "before", then a night in which more happened than a /sync brings. */
async function afterTheNight() {
  const world = new RoomWorld();
  await world.begin();
  const before = world.text(NWOSU, "before");
  const missed = [1, 2, 3].map((number) => world.text(NWOSU, `missed ${String(number)}`));
  const after = world.text(NWOSU, "after");
  await world.add(before);
  world.leaveHole();
  await world.add(after);
  return { world, before, missed, after };
}

test("[B6] what was loaded before a hole stays above it, and the hole says that something is missing", async () => {
  const { world } = await afterTheNight();
  assert.deepEqual(drawn(world).slice(-3), ["before", "gap", "after"]);
  assert.equal(hasOlder(world.room), true);
});

test("[B6] paging back fills the hole from below under the same gap row, and closes it without losing or doubling", async () => {
  const { world, before, missed } = await afterTheNight();
  const gap = () => {
    const { client, room } = world;
    const context = rowContext(room, { client, people: createRoomPeople(client, CONFIG) });
    return eventRows(stretchesOf(room), context).find((row) => row.kind === "notice" && row.notice.about === "gap")
      ?.key;
  };
  const first = gap();
  world.pageBack(missed.slice(1), "more");
  assert.deepEqual(drawn(world).slice(-5), ["before", "gap", "missed 2", "missed 3", "after"]);
  assert.equal(gap(), first);
  world.pageBack([before, ...missed.slice(0, 1)], "older");
  assert.deepEqual(drawn(world).slice(-5), ["before", "missed 1", "missed 2", "missed 3", "after"]);
  assert.equal(gap(), undefined);
  assert.equal(loadedEvents(world.room).length, 5 + 5);
});

test("[B6] a room that was an invitation before has no hole at its top", async () => {
  const world = new RoomWorld();
  world.leaveHole();
  await world.begin();
  await world.add(world.text(NWOSU, "first"));
  assert.equal(stretchesOf(world.room).length, 1);
  assert.equal(drawn(world).includes("gap"), false);
});
