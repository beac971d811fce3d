import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asPatientKey,
  asRoomId,
  LOCAL_SYSTEM,
  type Conversation,
  type Patient,
  type PatientContext,
} from "@konsil/protocol";
import { closedReason, composerOf } from "./composer-of.ts";
import { initialState, type FrameState } from "./frame-state.ts";

const erika: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};
const josef: Patient = { ...erika, family: "Huber", given: "Josef", birthDate: "1958-01-30", sex: "male" };
const erikaKey = asPatientKey("erika");
const josefKey = asPatientKey("josef");
const roomId = asRoomId("!a:localhost");

const conversation: Conversation = {
  kind: "conversation",
  roomId,
  title: "Kardiologie Ambulanz",
  shape: "function",
  organisation: "Klinikum Nord",
  people: [],
  memberCount: 4,
  invitedCount: 0,
  preview: "",
  previewSender: "",
  previewOwn: false,
  lastAt: 0,
  unread: { count: 0, atLeast: false },
  unreadAfter: null,
  binding: { key: erikaKey, patient: erika, origin: "own" },
  encryption: "yes",
  notSent: { waiting: 0, failed: 0, asking: 0 },
  membership: "join",
};
const reading = { source: "host", patient: erika, key: erikaKey, readAt: 0 } as const;
const confirmed: PatientContext = { state: "confirmed", reading, readings: [reading] };
const other: PatientContext = {
  state: "confirmed",
  reading: { ...reading, patient: josef, key: josefKey },
  readings: [],
};

const config = {
  v: 1,
  tenant: "sonnenallee",
  name: "Praxis Sonnenallee",
  homeserver: { baseUrl: "http://127.0.0.1:1", serverName: "localhost:1" },
  organisations: {},
  portalOrigins: [],
  requireHostUser: true,
  holdMs: 5000,
  askAfterMs: 1_800_000,
  frameClosesWithChart: false,
} as const;
const state = (change: Partial<FrameState>): FrameState => ({
  ...initialState({ ...config, portalOrigins: [] }, "de", true),
  ...change,
});

test("[C3] an open composer names patient, recipient, organisation and how many read along", () => {
  const composer = composerOf(state({ context: confirmed }), conversation);
  assert.equal(composer.state, "open");
  assert.deepEqual(
    [composer.about?.family, composer.to, composer.organisation, composer.readers],
    ["Bergmann", "Kardiologie Ambulanz", "Klinikum Nord", 4],
  );
});

test("[P4] a conversation about another patient is closed while a record is open", () => {
  assert.equal(closedReason(conversation, other), "other-record");
});

test("[P3] loading, candidate, conflict and stale close the composer of a patient's conversation, each with its reason", () => {
  assert.equal(closedReason(conversation, { state: "loading", since: 0, slow: false }), "loading");
  assert.equal(closedReason(conversation, { state: "candidate", reading }), "candidate");
  assert.equal(closedReason(conversation, { state: "conflict", readings: [reading] }), "conflict");
  assert.equal(closedReason(conversation, { state: "stale", reading, since: 0 }), "stale");
});

test("[P1] a foreign header never matches the open record by itself", () => {
  const claimed: Conversation = {
    ...conversation,
    binding: { key: asPatientKey("foreign"), patient: erika, origin: "claimed" },
  };
  assert.equal(closedReason(claimed, confirmed), "no-record-link");
  // Nobody is asked whether two people are one.
  assert.equal(closedReason(claimed, other), "other-record");
});

test("[E1] nothing is written while the room is not known to be encrypted", () => {
  assert.equal(closedReason({ ...conversation, encryption: "unknown" }, confirmed), "starting");
  assert.equal(closedReason({ ...conversation, encryption: "no" }, confirmed), "not-encrypted");
});

test("[A1] a conversation without a patient is open beside every record and says so", () => {
  const composer = composerOf(state({ context: other }), { ...conversation, binding: null });
  assert.equal(composer.state === "open" && composer.about, null);
});

test("[A2] a draft that was begun for another record stands in the place of the composer until it is decided", () => {
  const stranded = {
    roomId: asRoomId("!b:localhost"),
    patient: josef,
    patientKey: josefKey,
    text: "Bitte Fotos",
    to: "Pflegedienst",
    begunAt: 1,
  };
  const composer = composerOf(state({ context: confirmed, stranded }), conversation);
  assert.equal(composer.state === "elsewhere" && composer.patient.family, "Huber");
  assert.equal(composer.state === "elsewhere" && composer.here?.family, "Bergmann");
});

test("[P4] a draft that is open in a second view is read-only here", () => {
  const draft = { roomId, text: "a", replyTo: null, sentAs: null, revision: 1, elsewhere: true };
  const composer = composerOf(state({ context: confirmed, draft }), conversation);
  assert.equal(composer.state === "closed" && composer.reason, "second-view");
  assert.equal(composer.state === "closed" && composer.draftKept, true);
});

test("[M1] what stands in the draft reaches the field as it was typed", () => {
  const text = "  > 40 mg/dl\n1*0*1 ~5 #3 +2 kg  ";
  const draft = { roomId, text, replyTo: null, sentAs: null, revision: 3, elsewhere: false };
  const composer = composerOf(state({ context: confirmed, draft }), conversation);
  assert.equal(composer.state === "open" && composer.draft.text, text);
});
