import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type callSchemas, parseCall } from "./calls.ts";
import { parseEngineDown, parseEngineUp } from "./engine-port.ts";
import { parseFrameToHost, parseHostHello, parseHostToFrame } from "./host-channel.ts";
import { LOCAL_SYSTEM, parseHostPatient, parsePatient } from "./patient.ts";

const KEY = "k0123456789";
const ROOM = "!room:klinikum-nord.example";
const TICKET = { id: "ticket-0001", patientKey: "urn|sonnenallee|20418", hostNonce: "nonce-0001", madeAt: 1 };
const PATIENT = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};
const TEXT = { roomId: ROOM, key: KEY, text: "> 40 mg/dl", replyTo: null, ticket: TICKET, holdMs: 5000 };
const ROOMS = { roomIds: [ROOM] };

type Parse = (input: never) => unknown;
interface Known {
  readonly parse: Parse;
  readonly messages: readonly object[];
}

/** One of each message that crosses a border, by the parser that lets it in. */
const KNOWN: Readonly<Record<string, Known>> = {
  hello: { parse: parseHostHello, messages: [{ konsil: "hello", protocol: 1 }] },
  "host to frame": {
    parse: parseHostToFrame,
    messages: [
      {
        t: "boot",
        user: "brandt",
        hostSession: "s-1",
        locale: "de",
        theme: "auto",
        canReadPatient: true,
        source: "host",
      },
      { t: "update", locale: "en" },
      { t: "patient-changed", seq: 1 },
      { t: "patient-attributes", seq: 1, patient: { number: "20418" } },
      { t: "patient-answer", nonce: "nonce-0001", seq: 1, outcome: "open", patient: { number: "20418" } },
      { t: "drag", phase: "enter", carries: "files" },
      { t: "drop", startSeq: 1, seq: 1, files: [new File(["EKG"], "EKG.pdf")], refused: null },
      { t: "shown", open: true },
      { t: "doubt" },
      { t: "shutdown", wipe: true },
    ],
  },
  "frame to host": {
    parse: parseFrameToHost,
    messages: [
      { t: "ready", protocol: 1 },
      { t: "status", unread: 2, notSent: 0, signedIn: true, offline: false, acceptsDrop: true },
      { t: "ack", seq: 1, shown: "same" },
      { t: "patient-query", nonce: "nonce-0001" },
      { t: "login-needed" },
      { t: "close" },
      { t: "error", code: "not-matrix" },
      { t: "shutdown-done" },
    ],
  },
  "page to engine": {
    parse: parseEngineUp,
    messages: [
      { t: "hello", protocol: 1, build: 1, identity: { user: "brandt", hostSession: "s-1" } },
      { t: "call", id: 1, name: "send", input: TEXT },
      { t: "cancel", id: 1 },
      { t: "subscribe", id: 1, topic: { name: "timeline", roomId: ROOM } },
      { t: "unsubscribe", id: 1 },
      { t: "beat" },
      { t: "bye" },
      { t: "leave", id: 1 },
    ],
  },
  "engine to page": {
    parse: parseEngineDown,
    messages: [
      { t: "hello", protocol: 1, build: 1 },
      { t: "result", id: 1, value: null },
      { t: "failure", id: 1, code: "file-too-large", detail: { limitBytes: 10 } },
      { t: "snapshot", id: 1, revision: 0, rows: [{ key: KEY }] },
      { t: "operations", id: 1, revision: 1, operations: [{ op: "move", from: 0, to: 1 }] },
      { t: "reload", build: 2 },
    ],
  },
  patient: { parse: parsePatient, messages: [PATIENT] },
};

const CALLS: Readonly<Record<keyof typeof callSchemas, unknown>> = {
  signIn: { user: "brandt", password: "Praxis-2026" },
  signOut: { wipe: false },
  setUpRecovery: null,
  finishRecoverySetup: null,
  unlockRecovery: { recoveryKey: "EsTc Wq3J", openRoom: null },
  searchPeople: { term: "Nwosu" },
  startConversation: {
    people: ["@nwosu:klinikum-nord.example"],
    patient: PATIENT,
    patientKey: "a|b|c",
    ticket: TICKET,
  },
  linkConversation: { roomId: ROOM, patient: PATIENT, patientKey: "a|b|c", ticket: TICKET },
  acceptInvitations: ROOMS,
  declineInvitations: ROOMS,
  send: TEXT,
  sendFile: { ...TEXT, file: new File(["EKG"], "EKG.pdf") },
  takeBack: { key: KEY },
  sendNow: { key: KEY },
  retry: { key: KEY, ticket: TICKET },
  discard: { key: KEY },
  cancelTransfer: { key: KEY },
  loadOlder: { roomId: ROOM, count: 30 },
  markRead: { roomId: ROOM, upTo: KEY },
  download: { roomId: ROOM, key: KEY },
  prepareToSend: { roomId: ROOM },
  retryConnection: null,
};

for (const [name, { parse, messages }] of Object.entries(KNOWN)) {
  test(`[Q1] ${name}: every known message comes through, as a fresh object`, () => {
    for (const message of messages) {
      const parsed = parse(message as never);
      assert.deepEqual(parsed, message);
      assert.notEqual(parsed, message);
    }
  });

  test(`[Q1] ${name}: what is missing, wrong or too much never throws and never comes through`, () => {
    const known = fc.constantFrom(...messages);
    fc.assert(
      fc.property(known, fc.nat(), fc.anything(), (message, at, rubbish) => {
        const fields = Object.keys(message);
        const field = fields[at % fields.length] ?? "t";
        for (const damaged of [without(message, field), { ...message, [field]: rubbish }]) {
          const parsed = parse(damaged as never);
          if (parsed !== undefined) assert.deepEqual(Object.keys(parsed as object).filter(isForeign(fields)), []);
        }
        assert.deepEqual(parse({ ...message, ...POISON } as never), message);
      }),
    );
  });
}

test("[Q1] every call has an input that is known, and nothing else", () => {
  for (const [name, input] of Object.entries(CALLS)) assert.deepEqual(parseCall(name, input), { name, input });
});

test("[Q1] a damaged call never throws", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.entries(CALLS)), fc.nat(), fc.anything(), ([name, input], at, rubbish) => {
      const fields = Object.keys(input ?? {});
      const field = fields[at % Math.max(1, fields.length)] ?? "x";
      const damaged = { ...(input as object), [field]: rubbish };
      const parsed = parseCall(name, damaged);
      if (parsed) assert.deepEqual(Object.keys(parsed.input as object).filter(isForeign(fields)), []);
    }),
  );
});

test("[Q1] texts, lists and numbers without measure are refused", () => {
  const long = "x".repeat(100_000);
  assert.equal(parseCall("send", { ...TEXT, text: long }), undefined);
  assert.equal(parseCall("send", { ...TEXT, text: " \n\t " }), undefined);
  assert.equal(parseCall("send", { ...TEXT, holdMs: 1e9 }), undefined);
  assert.equal(parseCall("send", { ...TEXT, holdMs: Number.NaN }), undefined);
  assert.equal(parseCall("acceptInvitations", { roomIds: Array.from({ length: 1001 }, () => ROOM) }), undefined);
  assert.equal(parseCall("loadOlder", { roomId: "#alias:server", count: 1 }), undefined);
  assert.equal(parseHostToFrame({ t: "patient-changed", seq: -1 }), undefined);
  assert.equal(parseHostToFrame({ t: "patient-answer", nonce: long, seq: 1, outcome: "open", patient: 0 }), undefined);
  assert.equal(parseEngineUp({ t: "cancel", id: 1.5 }), undefined);
});

test("[Q1] a key named like a prototype changes no prototype", () => {
  const text = '{"t":"patient-changed","seq":1,"__proto__":{"evil":true},"constructor":{"prototype":{"evil":true}}}';
  assert.deepEqual(parseHostToFrame(JSON.parse(text)), { t: "patient-changed", seq: 1 });
  const patient = '{"number":"1","family":"A","__proto__":{"kvnr":"A123456780"}}';
  assert.equal(parseHostPatient(JSON.parse(patient), "t")?.identifiers.length, 1);
  assert.equal(Reflect.get({}, "evil"), undefined);
});

test("[Q3] whatever a host page calls a patient: nothing, or the minimal shape", () => {
  const field = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.anything());
  const fields = ["family", "given", "affix", "birthName", "birthDate", "sex", "kvnr"];
  const host = fc.record(
    { number: field, ...Object.fromEntries(fields.map((name) => [name, field])) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(host, (input) => {
      const patient = parseHostPatient(input, "sonnenallee");
      // What came through once comes through again: it can be stored and handed on.
      if (patient) assert.deepEqual(parsePatient(patient), patient);
    }),
  );
});

const POISON = { token: "secret", ["__proto__"]: { evil: true } };
const isForeign = (fields: readonly string[]) => (name: string) => !fields.includes(name);

function without(message: object, field: string): object {
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== field));
}
