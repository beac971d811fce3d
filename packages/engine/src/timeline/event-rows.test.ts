import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asUserId, LOCAL_SYSTEM, type MessageRow, type Patient, type Person } from "@konsil/protocol";
import { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { caseHeaderContent } from "../outbox/case-header-content.ts";
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
  eventRows([events], { self, personOf, isEncrypted: false }).filter((row) => row.kind === "message");

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
      assert.equal(eventRows([[event(content)]], { self, personOf, isEncrypted: false }).length <= 1, true);
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

const sealed = (content: object, change: object = {}): MatrixEvent => {
  const clear = event(content, change);
  clear.makeEncrypted("m.room.encrypted", { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "" }, "curve", "ed");
  return clear;
};
const inEncryptedRoom = (...events: MatrixEvent[]): MessageRow[] =>
  eventRows([events], { self, personOf, isEncrypted: true }).filter((row) => row.kind === "message");
const patient: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};
const editOf = (original: MatrixEvent, content: object) => ({
  "m.relates_to": { rel_type: "m.replace", event_id: original.getId() },
  "m.new_content": content,
});

test("[B8] a message that came in clear into an encrypted room is not drawn as one, nor quoted", () => {
  const forged = event({ msgtype: "m.text", body: "50 mg" });
  const reply = sealed({
    msgtype: "m.text",
    body: "ja",
    "m.relates_to": { "m.in_reply_to": { event_id: forged.getId() } },
  });
  const [row, answer] = inEncryptedRoom(forged, reply);
  assert.deepEqual(row?.body, { kind: "unsupported", text: "" });
  assert.equal(answer?.reply?.state === "loaded" && answer.reply.text, "");
});

test("[B8] what was written before the room was encrypted stays readable", () => {
  const before = event({ msgtype: "m.text", body: "damals" });
  const encryption = event({ algorithm: "m.megolm.v1.aes-sha2" }, { type: "m.room.encryption", state_key: "" });
  const after = event({ msgtype: "m.text", body: "danach" });
  const bodies = inEncryptedRoom(before, encryption, after).map((row) => row.body.kind);
  assert.deepEqual(bodies, ["text", "unsupported"]);
});

test("[B8] an edit in clear does not change an encrypted message", () => {
  const first = sealed({ msgtype: "m.text", body: "5 mg" });
  const [row] = inEncryptedRoom(first, event(editOf(first, { msgtype: "m.text", body: "50 mg" })));
  assert.deepEqual(row?.body, { kind: "text", text: "5 mg" });
  assert.equal(row.editedAt, null);
});

test("[B2] an edit turns no text into a file or a header, and no file into another one", () => {
  const words = sealed({ msgtype: "m.text", body: "a" });
  const file = sealed({ msgtype: "m.file", body: "befund.pdf", filename: "befund.pdf" });
  const header = caseHeaderContent(patient);
  const other = { msgtype: "m.file", body: "so ist es", filename: "anderer.exe" };
  const rows = inEncryptedRoom(words, file, sealed(editOf(words, other)), sealed(editOf(file, other)));
  assert.deepEqual(rows[0]?.body, { kind: "text", text: "a" });
  assert.ok(rows[1]?.body.kind === "file");
  assert.deepEqual([rows[1].body.name, rows[1].body.caption], ["befund.pdf", "so ist es"]);
  assert.equal(inEncryptedRoom(words, sealed(editOf(words, header)))[0]?.body.kind, "text");
});

test("[B2] a thousand different emojis at one message fill no screen", () => {
  const first = sealed({ msgtype: "m.text", body: "a" });
  const reactions = Array.from({ length: 1000 }, (_, index) =>
    event(
      {
        "m.relates_to": {
          rel_type: "m.annotation",
          event_id: first.getId(),
          key: String.fromCodePoint(0x1f600 + index),
        },
      },
      { type: "m.reaction" },
    ),
  );
  assert.equal(inEncryptedRoom(first, ...reactions)[0]?.reactions.length, 24);
});

test("[B3] a message whose key has not been tried yet is no row: it would flash as unreadable", () => {
  const locked = event({ algorithm: "m.megolm.v1.aes-sha2", ciphertext: "" }, { type: "m.room.encrypted" });
  assert.deepEqual(inEncryptedRoom(locked), []);
});
