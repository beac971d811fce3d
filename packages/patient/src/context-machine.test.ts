import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LOCAL_SYSTEM, type Patient, type Reading } from "@konsil/protocol";
import { contextOf, initialContext, reduceContext, type ContextEvent, type ContextState } from "./context-machine.ts";
import { patientKeyOf } from "./keys.ts";

const patientOf = (value: string, change: Partial<Patient> = {}): Patient => ({
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value }],
  family: `Familie${value}`,
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
  ...change,
});
const readingOf = (patient: Patient, source: Reading["source"] = "host"): Reading => ({
  source,
  patient,
  key: patientKeyOf(patient),
  readAt: 1,
});
const erika = readingOf(patientOf("1"));
const josef = readingOf(patientOf("2"));
const rules = { now: 10_000, frameClosesWithChart: false };
const after = (...events: ContextEvent[]): ContextState => events.reduce(reduceContext, initialContext);
const shown = (...events: ContextEvent[]) => contextOf(after(...events), rules);
const answered = (reading: Reading | null): ContextEvent => ({ type: "answered", reading, now: 10_000 });

test("[P2] a host that can be asked and names family name, birth date and number confirms", () => {
  assert.equal(shown(answered(erika)).state, "confirmed");
});

test("[P2] attributes are a candidate, unless the deployment says that the chart closes the frame", () => {
  const state = after({ type: "attributes", reading: { ...erika, source: "attribute" } });
  assert.equal(contextOf(state, rules).state, "candidate");
  assert.equal(contextOf(state, { ...rules, frameClosesWithChart: true }).state, "confirmed");
});

test("[P8] a record without family name, birth date or number is never confirmed, whoever says so", () => {
  const unscoped = [{ system: LOCAL_SYSTEM, tenant: "", value: "1" }];
  for (const change of [{ family: " " }, { birthDate: "" }, { identifiers: unscoped }]) {
    const reading = readingOf(patientOf("1", change));
    assert.equal(shown(answered(reading)).state, "candidate");
    assert.equal(shown(answered(reading), { type: "candidate-answered", yes: true }).state, "candidate");
  }
});

test("[P6] [K6] a yes holds for this record only and ends with any new evidence", () => {
  const attributes = (reading: Reading): ContextEvent => ({ type: "attributes", reading });
  const yes: ContextEvent = { type: "candidate-answered", yes: true };
  assert.equal(shown(attributes(erika), yes).state, "confirmed");
  assert.equal(shown(attributes(erika), yes, attributes({ ...erika, readAt: 2 })).state, "confirmed");
  assert.equal(shown(attributes(erika), yes, attributes(josef)).state, "candidate");
  assert.equal(shown(attributes(erika), yes, attributes(josef), attributes(erika)).state, "candidate");
  assert.equal(shown(attributes(erika), { type: "candidate-answered", yes: false }).state, "none");
});

test("[P6] [K6] a word of the page that it shows something else ends a yes where nobody can be asked", () => {
  const attributes: ContextEvent = { type: "attributes", reading: { ...erika, source: "attribute" } };
  const answeredYes: ContextEvent = { type: "candidate-answered", yes: true };
  assert.equal(shown(attributes, answeredYes, { type: "doubted" }).state, "candidate");
  assert.equal(shown(attributes, { type: "candidate-answered", yes: false }, { type: "doubted" }).state, "candidate");
});

test("[P6] [K6] anything else on the plate is new evidence, also a given name that was missing", () => {
  const attributes = (reading: Reading): ContextEvent => ({ type: "attributes", reading });
  const answeredYes: ContextEvent = { type: "candidate-answered", yes: true };
  const nameless = readingOf(patientOf("1", { given: "" }), "attribute");
  assert.equal(shown(attributes(nameless), answeredYes, attributes(erika)).state, "candidate");
});

test("[K7] a source that knows less says nothing against one that knows more", () => {
  for (const change of [{ birthDate: "1964" }, { birthDate: "1964-08" }, { given: "" }, { birthDate: "" }]) {
    const less: ContextEvent = { type: "attributes", reading: readingOf(patientOf("1", change), "attribute") };
    assert.equal(shown(answered(erika), less).state, "confirmed");
  }
  for (const change of [{ birthDate: "1963" }, { birthDate: "1964-09" }, { family: "Иванова" }, { given: "Anna" }]) {
    const other: ContextEvent = { type: "attributes", reading: readingOf(patientOf("1", change), "attribute") };
    assert.equal(shown(answered(erika), other).state, "conflict");
  }
});

test("[K7] two sources that disagree are a contradiction, also in the name alone", () => {
  const sameNumber = readingOf(patientOf("1", { family: "Andere" }), "attribute");
  assert.equal(shown(answered(erika), { type: "attributes", reading: josef }).state, "conflict");
  assert.equal(shown(answered(erika), { type: "attributes", reading: sameNumber }).state, "conflict");
  assert.equal(
    shown(answered(erika), { type: "attributes", reading: josef }, { type: "candidate-answered", yes: true }).state,
    "conflict",
  );
});

test("[P3] [K4] [K8] a question hides the old name at once; no answer makes it stale", () => {
  const asked: ContextEvent = { type: "asked", now: 9000, hidesOld: true };
  assert.deepEqual(shown(answered(erika), asked), { state: "loading", since: 9000, slow: false });
  assert.equal(contextOf(after(asked), { ...rules, now: 12_001 }).state, "loading");
  const silent = shown(answered(erika), asked, { type: "silent", now: 10_000 });
  assert.equal(silent.state === "stale" && silent.reading.key, erika.key);
  assert.equal(shown({ type: "silent", now: 1 }).state, "none");
});

test("[P5] [K3] a patient's conversation without an open record has its own state, never confirmed", () => {
  const conversation: ContextEvent = { type: "conversation", reading: { ...erika, source: "conversation" } };
  assert.equal(shown(answered(null), conversation).state, "fromConversation");
  assert.equal(shown(answered(josef), conversation).state, "confirmed");
});

const eventArbitrary: fc.Arbitrary<ContextEvent> = fc.oneof(
  fc.record({ type: fc.constant("asked" as const), now: fc.nat(), hidesOld: fc.boolean() }),
  fc.record({ type: fc.constant("answered" as const), reading: fc.constantFrom(erika, josef, null), now: fc.nat() }),
  fc.record({ type: fc.constant("silent" as const), now: fc.nat() }),
  fc.record({ type: fc.constant("attributes" as const), reading: fc.constantFrom(erika, josef, null) }),
  fc.record({ type: fc.constant("conversation" as const), reading: fc.constantFrom(erika, josef, null) }),
  fc.record({ type: fc.constant("candidate-answered" as const), yes: fc.boolean() }),
);

test("[K5] on any walk: confirmed is always a record that no source contradicts and that is not being asked for", () => {
  fc.assert(
    fc.property(fc.array(eventArbitrary, { maxLength: 40 }), (events) => {
      const state = events.reduce(reduceContext, initialContext);
      const context = contextOf(state, rules);
      if (context.state !== "confirmed") return true;
      const { hostReading, attributeReading } = state;
      const named = [hostReading, attributeReading].filter((reading) => reading !== null);
      return (
        state.live !== "asking" &&
        state.live !== "silent" &&
        named.every((reading) => reading.key === context.reading.key) &&
        (hostReading !== null || state.yes === context.reading.key)
      );
    }),
  );
});
