import assert from "node:assert/strict";
import { HISTORY, type BackendWorld } from "./backend-world.ts";
import { contractCases } from "./contract-cases.ts";
import { sendText } from "./send-text.ts";
import { messagesIn, settled, stateOf, textOf, Watch, watchTimeline } from "./watch.ts";

const { test, cases } = contractCases<BackendWorld>();
export const streamCases = cases;

test("[J1] each topic begins with one snapshot", async (world) => {
  const session = Watch.on<"session">(world, { name: "session" });
  const rooms = Watch.on<"rooms">(world, { name: "rooms" });
  const transfers = Watch.on<"transfers">(world, { name: "transfers" });
  const timeline = watchTimeline(world, world.about.roomId);
  await session.until((rows) => rows.length === 1 && rows[0]?.state === "ready", "a session that is ready");
  await rooms.until((rows) => rows.length >= 2, "both rooms");
  await transfers.until(() => true, "a list of transfers");
  await timeline.until((rows) => messagesIn(rows).length > 0, "history");
  for (const watch of [session, rooms, transfers, timeline]) assert.equal(watch.events[0], "snapshot");
});

test("[J1] operations turn the rows before into the rows beside them", async (world) => {
  const timeline = watchTimeline(world, world.plain.roomId);
  const rooms = Watch.on<"rooms">(world, { name: "rooms" });
  await timeline.until(() => true, "a snapshot");
  const key = await sendText(world, world.plain);
  await timeline.until((rows) => stateOf(rows, key) === "sent", "sent");
  await world.hear(world.plain.roomId, "Danke.");
  await timeline.until((rows) => messagesIn(rows).some((row) => textOf(row) === "Danke."), "both messages");
  await rooms.until((rows) => rows.some((row) => row.kind === "conversation" && row.preview === "Danke."), "preview");
  assert.ok(timeline.events.includes("operations"));
});

test("[J1] after the abort nothing is heard", async (world) => {
  const ended = watchTimeline(world, world.plain.roomId);
  const other = watchTimeline(world, world.plain.roomId);
  await ended.until(() => true, "a snapshot");
  ended.end();
  const heard = ended.events.length;
  const key = await sendText(world, world.plain);
  await other.until((rows) => stateOf(rows, key) === "sent", "the message");
  assert.equal(ended.events.length, heard);
});

test("[J1] who comes later gets the rows of now", async (world) => {
  const early = watchTimeline(world, world.plain.roomId);
  const key = await sendText(world, world.plain);
  await early.until((rows) => stateOf(rows, key) === "sent", "the message");
  const late = watchTimeline(world, world.plain.roomId);
  const rows = await late.until((now) => stateOf(now, key) === "sent", "the same message");
  assert.deepEqual(rows, early.rows);
});

test("[J6] older rows come above, in their order, until there are no more", async (world) => {
  const timeline = watchTimeline(world, world.about.roomId);
  await timeline.until((rows) => messagesIn(rows).length > 0, "history");
  let more = true;
  let before = timeline.rows;
  while (more) {
    const call = world.backend.call("loadOlder", { roomId: world.about.roomId, count: 10 });
    ({ more } = await settled(world, call));
    const loaded = before;
    const rows = more ? await timeline.until((now) => now.length > loaded.length, "older rows") : timeline.rows;
    const tail = new Set(loaded.filter((row) => row.kind === "message").map((row) => row.key));
    assert.deepEqual(
      rows.filter((row) => tail.has(row.key)),
      loaded.filter((row) => row.kind === "message"),
    );
    before = rows;
  }
  const all = messagesIn(await timeline.until((rows) => messagesIn(rows).length >= HISTORY.all, "all of the history"));
  const isGap = (row: (typeof timeline.rows)[number]): boolean => row.kind === "notice" && row.notice.about === "gap";
  assert.deepEqual(timeline.rows.filter(isGap), [], "says that something is missing");
  assert.deepEqual(
    all.map((row) => row.at),
    all.map((row) => row.at).sort((a, b) => a - b),
  );
  assert.equal(new Set(all.map((row) => row.key)).size, all.length);
});

test("[J7] messages of others are unread until the last one was read", async (world) => {
  const rooms = Watch.on<"rooms">(world, { name: "rooms" });
  const timeline = watchTimeline(world, world.plain.roomId);
  const unread = (count: number) =>
    rooms.until(
      (rows) => rows.some((row) => row.kind === "conversation" && isPlain(row) && row.unread.count === count),
      `${String(count)} unread`,
    );
  const isPlain = ({ roomId }: { readonly roomId: string }): boolean => roomId === world.plain.roomId;
  await unread(0);
  await world.hear(world.plain.roomId, "Eins.");
  await world.hear(world.plain.roomId, "Zwei.");
  await unread(2);
  const rows = await timeline.until((now) => messagesIn(now).some((row) => textOf(row) === "Zwei."), "both");
  const last = messagesIn(rows).findLast((row) => textOf(row) === "Zwei.");
  assert.ok(last);
  await world.backend.call("markRead", { roomId: world.plain.roomId, upTo: last.key });
  const now = (await unread(0)).find(isPlain);
  assert.equal(now?.kind === "conversation" && now.unreadAfter, null);
});

test("[J7] what one sends oneself is not unread", async (world) => {
  const rooms = Watch.on<"rooms">(world, { name: "rooms" });
  const timeline = watchTimeline(world, world.plain.roomId);
  const key = await sendText(world, world.plain, { text: "Von mir." });
  await timeline.until((now) => stateOf(now, key) === "sent", "the message");
  const now = await rooms.until((list) => list.some((it) => "preview" in it && it.preview === "Von mir."), "preview");
  const plain = now.find((row) => row.roomId === world.plain.roomId);
  assert.equal(plain?.kind === "conversation" && plain.unread.count, 0);
});
