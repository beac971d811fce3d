import assert from "node:assert/strict";
import { test } from "node:test";
import { asRoomId, asRowKey, type SendState, type SessionView, type TimelineRow } from "@konsil/protocol";
import { backendContract, createFakeSessionWorld, createFakeWorld, sessionContract } from "../contract/index.ts";
import { buildPerson } from "../builders/build-person.ts";
import { buildTicket } from "../builders/build-ticket.ts";
import { TestClock } from "../clock.ts";
import { createFakeBackend } from "./fake-backend.ts";

backendContract("fake", () => createFakeWorld());
sessionContract("fake, new account", () => createFakeSessionWorld("new-account"));
sessionContract("fake, known account", () => createFakeSessionWorld("known-account"));

const roomId = asRoomId("!a:klinikum-nord.example");
const key = asRowKey("k-first-message");

function begin() {
  const clock = new TestClock();
  const fake = createFakeBackend({ clock, stepMs: 10, rooms: [{ roomId, people: [buildPerson()] }] });
  const ways: SendState["at"][] = [];
  const sessions: SessionView[] = [];
  const signal = new AbortController().signal;
  const isOwn = (row: TimelineRow): boolean => row.key === key;
  fake.observe<"timeline">(
    { name: "timeline", roomId },
    ({ rows }) => {
      const row = rows.find(isOwn);
      if (row?.kind === "message" && row.send && ways.at(-1) !== row.send.at) ways.push(row.send.at);
    },
    signal,
  );
  fake.observe<"session">({ name: "session" }, ({ rows }) => void sessions.push(...rows), signal);
  const send = (holdMs: number) =>
    fake.call("send", {
      roomId,
      key,
      text: "Guten Tag.",
      replyTo: null,
      ticket: buildTicket(null, clock.now()),
      holdMs,
    });
  return { clock, fake, ways, sessions, send };
}

test("[J12] a row goes its whole way, and only while time passes", async () => {
  const { clock, ways, send } = begin();
  await send(5000);
  await clock.pass(4999);
  assert.deepEqual(ways, ["held"]);
  await clock.pass(1);
  assert.deepEqual(ways, ["held", "queued"]);
  await clock.pass(30);
  assert.deepEqual(ways, ["held", "queued", "encrypting", "sending", "sent"]);
});

test("[J12] without a network rows wait, and go on when it is there again", async () => {
  const { clock, fake, ways, sessions, send } = begin();
  fake.goOffline();
  await send(0);
  await clock.pass(60_000);
  assert.deepEqual(ways, ["queued"]);
  fake.goOnline();
  await clock.pass(30);
  assert.equal(ways.at(-1), "sent");
  assert.deepEqual(
    sessions.map((view) => view.state === "ready" && view.connection.state),
    ["offline", "online"],
  );
});

test("[J12] a session that was ended elsewhere says how much was not sent", async () => {
  const { clock, fake, sessions, send } = begin();
  fake.goOffline();
  await send(0);
  fake.revoke();
  await clock.pass(1);
  const last = sessions.at(-1);
  assert.deepEqual(last?.state === "signed-out" && [last.reason, last.notSent], ["revoked", 1]);
});
