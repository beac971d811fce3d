import assert from "node:assert/strict";
import { asEventId, type RowKey } from "@konsil/protocol";
import { buildTicket } from "../builders/build-ticket.ts";
import type { BackendWorld } from "./backend-world.ts";
import { contractCases } from "./contract-cases.ts";
import { assertRefused, requestIn, sendText } from "./send-text.ts";
import { untilHeard } from "./until-heard.ts";
import { messageOf, messagesIn, settled, stateOf, textOf, Watch, watchTimeline } from "./watch.ts";

const { test, cases } = contractCases<BackendWorld>();
export const sendingCases = cases;

const HOLD_MS = 20_000;
const AS_TYPED = "> 40 mg/dl\n1*0*1  ~5 #3\t+2 kg ";

test("[J2] a row is there when the call resolves, keeps its key and arrives as it was typed", async (world) => {
  const timeline = watchTimeline(world, world.about.roomId);
  await timeline.until((rows) => rows.length > 0, "history");
  const key = await sendText(world, world.about, { text: AS_TYPED });
  await timeline.until((rows) => messageOf(rows, key) !== undefined, "the row");
  const rows = await timeline.until((now) => stateOf(now, key) === "sent", "sent");
  const own = messagesIn(rows).filter((row) => textOf(row) === AS_TYPED);
  assert.deepEqual(
    own.map((row) => [row.key, row.own, typeof row.eventId]),
    [[key, true, "string"]],
  );
});

test("[J13] [M1] the other side reads what was typed, once and letter by letter", async (world) => {
  await sendText(world, world.about, { text: AS_TYPED });
  const heard = await untilHeard(world, world.about.roomId, (texts) => texts.includes(AS_TYPED));
  assert.ok(heard.includes(AS_TYPED));
});

test("[J2] the same call again is the same row", async (world) => {
  const timeline = watchTimeline(world, world.plain.roomId);
  const request = requestIn(world, world.plain, { text: "Nur einmal." });
  await world.backend.call("send", request);
  await world.backend.call("send", { ...request, ticket: buildTicket(null, world.now()) });
  const last = await sendText(world, world.plain);
  const rows = await timeline.until((now) => stateOf(now, last) === "sent", "the row behind it");
  assert.equal(messagesIn(rows).filter((row) => textOf(row) === "Nur einmal.").length, 1);
});

test("[J2] a reply points to its event", async (world) => {
  const timeline = watchTimeline(world, world.about.roomId);
  const [first] = messagesIn(await timeline.until((rows) => messagesIn(rows).length > 0, "history")).slice(-1);
  assert.ok(first);
  const key = await sendText(world, world.about, { replyTo: first.eventId });
  const rows = await timeline.until((now) => stateOf(now, key) === "sent", "sent");
  const reply = messageOf(rows, key)?.reply;
  assert.equal(reply?.state === "loaded" && reply.key, first.key);
  const unknown = await sendText(world, world.about, { replyTo: asEventId("$nobody-has-it") });
  const later = await timeline.until((now) => stateOf(now, unknown) === "sent", "sent");
  assert.equal(messageOf(later, unknown)?.reply?.state, "not-loaded");
});

test("[J3] rows leave in their order", async (world) => {
  const timeline = watchTimeline(world, world.plain.roomId);
  const keys: RowKey[] = [];
  for (const text of ["Eins.", "Zwei.", "Drei.", "Vier."]) keys.push(await sendText(world, world.plain, { text }));
  const rows = await timeline.until((now) => keys.every((key) => stateOf(now, key) === "sent"), "all sent");
  assert.deepEqual(
    messagesIn(rows)
      .map((row) => row.key)
      .filter((key) => keys.includes(key)),
    keys,
  );
});

test("[J3] a failed row holds back all behind it until it is tried again", async (world) => {
  const timeline = watchTimeline(world, world.about.roomId);
  await world.failNext("forbidden");
  const failed = await sendText(world, world.about);
  const behind = await sendText(world, world.about);
  const rows = await timeline.until((now) => stateOf(now, failed) === "failed", "failed");
  const send = messageOf(rows, failed)?.send;
  assert.deepEqual(send?.at === "failed" && [send.code, send.canRetry], ["forbidden", true]);
  await world.pass(1000);
  assert.notEqual(stateOf(timeline.rows, behind), "sent");
  await world.backend.call("retry", { key: failed, ticket: buildTicket(world.about.patientKey, world.now()) });
  const after = await timeline.until((now) => stateOf(now, behind) === "sent", "both sent");
  assert.equal(stateOf(after, failed), "sent");
});

test("[J3] a failed row that is discarded is gone, and the next goes on", async (world) => {
  const timeline = watchTimeline(world, world.plain.roomId);
  await world.failNext("forbidden");
  const failed = await sendText(world, world.plain);
  const behind = await sendText(world, world.plain);
  await timeline.until((rows) => stateOf(rows, failed) === "failed", "failed");
  await world.backend.call("discard", { key: failed });
  const rows = await timeline.until((now) => stateOf(now, behind) === "sent", "the next one sent");
  assert.equal(messageOf(rows, failed), undefined);
});

test("[J3] one room does not wait for another", async (world) => {
  const about = watchTimeline(world, world.about.roomId);
  const plain = watchTimeline(world, world.plain.roomId);
  await world.failNext("forbidden");
  const failed = await sendText(world, world.about);
  await about.until((rows) => stateOf(rows, failed) === "failed", "failed");
  const key = await sendText(world, world.plain);
  await plain.until((rows) => stateOf(rows, key) === "sent", "sent in the other room");
  await world.backend.call("discard", { key: failed });
});

test("[J4] inside the hold it comes back whole and never leaves", async (world) => {
  const timeline = watchTimeline(world, world.about.roomId);
  const key = await sendText(world, world.about, { text: AS_TYPED, holdMs: HOLD_MS });
  await timeline.until((rows) => stateOf(rows, key) === "held", "held");
  assert.deepEqual(await world.backend.call("takeBack", { key }), { text: AS_TYPED, replyTo: null });
  await timeline.until((rows) => messageOf(rows, key) === undefined, "gone");
  const next = await sendText(world, world.about);
  const rows = await timeline.until((now) => stateOf(now, next) === "sent", "the next one sent");
  assert.equal(messageOf(rows, key), undefined);
  await assertRefused(world.backend.call("takeBack", { key }), "already-sent");
});

test("[J4] what has left cannot be taken back", async (world) => {
  const timeline = watchTimeline(world, world.plain.roomId);
  const key = await sendText(world, world.plain);
  await timeline.until((rows) => stateOf(rows, key) === "sent", "sent");
  await assertRefused(world.backend.call("takeBack", { key }), "already-sent");
  assert.equal(stateOf(timeline.rows, key), "sent");
});

test("[J4] the hold ends by itself, or at once when it is told to", async (world) => {
  const timeline = watchTimeline(world, world.plain.roomId);
  const short = await sendText(world, world.plain, { holdMs: 500 });
  await timeline.until((rows) => stateOf(rows, short) === "sent", "sent after the hold");
  const long = await sendText(world, world.plain, { holdMs: HOLD_MS });
  await timeline.until((rows) => stateOf(rows, long) === "held", "held");
  const before = world.now();
  await world.backend.call("sendNow", { key: long });
  await timeline.until((rows) => stateOf(rows, long) === "sent", "sent at once");
  assert.ok(world.now() - before < HOLD_MS);
});

test("[J11] a file arrives as the bytes that were sent, with its caption in one row", async (world) => {
  const timeline = watchTimeline(world, world.plain.roomId);
  const transfers = Watch.on<"transfers">(world, { name: "transfers" });
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 251);
  const file = new File([bytes], "Labor März.pdf", { type: "application/pdf" });
  const request = { ...requestIn(world, world.plain, { text: "Mit Kommentar." }), file };
  await world.backend.call("sendFile", request);
  const rows = await timeline.until((now) => stateOf(now, request.key) === "sent", "sent");
  const body = messageOf(rows, request.key)?.body;
  assert.ok(body?.kind === "file");
  assert.deepEqual([body.name, body.sizeBytes, body.caption], ["Labor März.pdf", bytes.length, "Mit Kommentar."]);
  const blob = await settled(world, world.backend.call("download", { roomId: world.plain.roomId, key: request.key }));
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), bytes);
  await transfers.until((list) => list.length === 0, "no transfer left");
});
