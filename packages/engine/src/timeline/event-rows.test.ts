import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asUserId, type MessageRow, type Person } from "@konsil/protocol";
import { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { eventRows } from "./event-rows.ts";

const self = "@brandt:a";
const personOf = (userId: string): Person => ({
  userId: asUserId(userId),
  name: userId,
  shape: "person",
  organisation: "",
  server: "",
  lookAlike: false,
});
let count = 0;
const event = (content: unknown, change: object = {}): MatrixEvent =>
  new MatrixEvent({
    type: "m.room.message",
    event_id: `$${String((count += 1))}`,
    room_id: "!a:a",
    sender: "@nwosu:b",
    origin_server_ts: count,
    content: content as Record<string, unknown>,
    ...change,
  });
const rowsOf = (...events: MatrixEvent[]): MessageRow[] =>
  eventRows(events, { self, personOf }).filter((row) => row.kind === "message");

test("[M1] text comes as it was typed; formatted bodies and HTML are not looked at", () => {
  const body = "> 40 mg/dl\n1*0*1 ~5 #3 +2 kg <script>alert(1)</script>";
  const [row] = rowsOf(
    event({ msgtype: "m.text", body, format: "org.matrix.custom.html", formatted_body: "<b>other</b>" }),
  );
  assert.deepEqual(row?.body, { kind: "text", text: body });
});

test("[I2] malformed, hostile and enormous contents never throw and never lose a row", () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom("m.text", "m.file", "m.image", 7, null), (anything, msgtype) => {
      const content = { msgtype, body: anything, info: anything, file: anything, "m.relates_to": anything };
      assert.equal(eventRows([event(content)], { self, personOf }).length <= 1, true);
    }),
    { numRuns: 500 },
  );
  const [huge] = rowsOf(event({ msgtype: "m.text", body: "x".repeat(1_000_000) }));
  assert.ok(huge?.body.kind === "text" && huge.body.text.length <= 65_536);
});

test("[B2] an edit of the sender shows, one of somebody else does not", () => {
  const first = event({ msgtype: "m.text", body: "5 mg" });
  const edit = (sender: string, body: string): MatrixEvent =>
    event(
      {
        "m.relates_to": { rel_type: "m.replace", event_id: first.getId() },
        "m.new_content": { msgtype: "m.text", body },
      },
      { sender },
    );
  const [row] = rowsOf(first, edit("@boese:c", "50 mg"), edit("@nwosu:b", "2,5 mg"));
  assert.deepEqual(row?.body, { kind: "text", text: "2,5 mg" });
  assert.notEqual(row.editedAt, null);
});

test("[B2] a reply is drawn from the event it points to, without the sender's own quotation", () => {
  const first = event({ msgtype: "m.text", body: "Wie viel?" });
  const reply = event({
    msgtype: "m.text",
    body: "> <@nwosu:b> Etwas anderes\n\nZwei.",
    "m.relates_to": { "m.in_reply_to": { event_id: first.getId() } },
  });
  const [, row] = rowsOf(first, reply);
  assert.deepEqual(row?.body, { kind: "text", text: "Zwei." });
  assert.equal(row.reply?.state === "loaded" && row.reply.text, "Wie viel?");
});

test("[B3] the key of an own row is its transaction id, so that echo and event are one row", () => {
  const [row] = rowsOf(event({ msgtype: "m.text", body: "a" }, { sender: self, unsigned: { transaction_id: "k-1" } }));
  assert.equal(row?.key, "k-1");
  assert.deepEqual(row.send, { at: "sent" });
});
