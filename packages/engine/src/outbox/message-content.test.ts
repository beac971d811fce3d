import assert from "node:assert/strict";
import { test } from "node:test";
import { asEventId, KonsilError } from "@konsil/protocol";
import fc from "fast-check";
import { fileEntry, textEntry } from "./outbox-fixtures.ts";
import { messageContent } from "./message-content.ts";
import type { OutboxRecord, SpooledFile } from "./outbox-record.ts";

const FILE: SpooledFile = {
  spoolName: "s",
  sizeBytes: 3,
  secret: { v: "v2", key: { kty: "oct", k: "k" }, iv: "iv", hashes: { sha256: "h" } },
  mxc: "mxc://example.org/m",
};
const record = (entry: OutboxRecord["entry"], file: SpooledFile | null = null): OutboxRecord => ({
  entry,
  order: 1,
  progress: { at: "queued" },
  file,
});

test("[O10] [M1] text leaves exactly as it was typed, as plain body only", () => {
  const typed = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("> 40 mg/dl", "1*0*1", "~5", "#3", "+2 kg", "<b>x</b>", "  a\n\tb  ", '"x" -- :)'),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const content = messageContent(record(textEntry({ content: { kind: "text", text, replyTo: null } })));
      assert.deepEqual(content, { msgtype: "m.text", body: text, "m.mentions": {} });
    }),
  );
});

test("[O10] a reply points at its event and mentions nobody", () => {
  const content = { kind: "text", text: "ja", replyTo: asEventId("$q") } as const;
  assert.deepEqual(messageContent(record(textEntry({ content }))), {
    msgtype: "m.text",
    body: "ja",
    "m.mentions": {},
    "m.relates_to": { "m.in_reply_to": { event_id: "$q" } },
  });
});

test("[O10] [M2] a file and its caption are one event", () => {
  assert.deepEqual(messageContent(record(fileEntry({ text: "Bitte ansehen", width: 20, height: 10 }), FILE)), {
    msgtype: "m.image",
    body: "Bitte ansehen",
    filename: "EKG.png",
    info: { mimetype: "image/png", size: 3, w: 20, h: 10 },
    file: { ...FILE.secret, url: "mxc://example.org/m" },
    "m.mentions": {},
  });
});

test("[O10] without a caption the body is the file's name; only pictures that are safe to draw are images", () => {
  const types = ["application/pdf", "image/svg+xml", "image/jpeg", "audio/ogg", "video/mp4", ""];
  const made = types.map((mimeType) => messageContent(record(fileEntry({ mimeType }), FILE)));
  assert.deepEqual(
    made.map((content) => content["msgtype"]),
    ["m.file", "m.file", "m.image", "m.audio", "m.video", "m.file"],
  );
  assert.equal(made[0]?.["body"], "EKG.png");
});

test("[O11] a file that is not uploaded has no content yet", () => {
  const entry = fileEntry({});
  assert.throws(() => messageContent(record(entry, { ...FILE, mxc: null })), new KonsilError("bad-request"));
});
