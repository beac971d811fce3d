import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";
import { LOCAL_SYSTEM, type Patient, type Reading } from "@konsil/protocol";
import { createContextView, type HostAnswer } from "./context-view.ts";
import { createGuard } from "./guard.ts";
import { patientKeyOf } from "./keys.ts";

const patientOf = (value: string, tenant = "sonnenallee"): Patient => ({
  identifiers: [{ system: LOCAL_SYSTEM, tenant, value }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
});
const readingOf = (patient: Patient): Reading => ({ source: "host", patient, key: patientKeyOf(patient), readAt: 1 });
const erika = readingOf(patientOf("20418"));
const josef = readingOf(patientOf("17233"));

function hostWith(first: Reading | null) {
  const host = { open: first, answers: true, asked: 0 };
  const ask = (nonce: string): Promise<HostAnswer | undefined> => {
    host.asked += 1;
    return host.answers ? Promise.resolve({ nonce, reading: host.open }) : new Promise(() => undefined);
  };
  return { host, ask };
}

async function viewOn(t: TestContext, first: Reading | null) {
  const end = new AbortController();
  t.after(() => end.abort());
  const { host, ask } = hostWith(first);
  const view = createContextView({ source: { ask }, frameClosesWithChart: false, signal: end.signal });
  await view.reread();
  return { host, view, guard: createGuard(view, true) };
}

test("[P4] [K9] a ticket is for the open record, single and fresh", async (t) => {
  const { guard } = await viewOn(t, erika);
  const [first, second] = [await guard.ticketFor(erika.key), await guard.ticketFor(erika.key)];
  assert.ok(first.ok && second.ok);
  assert.equal(first.ticket.patientKey, erika.key);
  assert.notEqual(first.ticket.id, second.ticket.id);
  assert.ok(first.ticket.hostNonce);
});

test("[P3] a chart that was switched without a word is found at the send: refused, and the new record is shown", async (t) => {
  const { host, view, guard } = await viewOn(t, erika);
  host.open = josef;
  assert.deepEqual(await guard.ticketFor(erika.key), { ok: false, reason: "other-record" });
  assert.equal(view.context.state === "confirmed" && view.context.reading.key, josef.key);
});

test("[P3] a record that was closed without a word ends the patient's context", async (t) => {
  const { host, view, guard } = await viewOn(t, erika);
  host.open = null;
  await guard.ticketFor(erika.key);
  assert.equal(view.context.state, "none");
});

test("[P3] a silent host: told after 250 ms, asked again, stale and refused after 2 s", async (t) => {
  const { host, view, guard } = await viewOn(t, erika);
  host.answers = false;
  const before = host.asked;
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const answer = guard.ticketFor(erika.key);
  mock.timers.tick(249);
  assert.equal(view.hostSilent, false);
  mock.timers.tick(1);
  assert.equal(view.hostSilent, true);
  assert.equal(host.asked, before + 2);
  mock.timers.tick(1750);
  assert.deepEqual(await answer, { ok: false, reason: "stale" });
  assert.equal(view.context.state, "stale");
});

test("[P1] number 4711 of one tenant never opens a conversation of the other tenant's 4711", async (t) => {
  const ours = readingOf(patientOf("4711", "sonnenallee"));
  const theirs = patientKeyOf(patientOf("4711", "sonnenallee-2"));
  const { guard } = await viewOn(t, ours);
  assert.notEqual(ours.key, theirs);
  assert.deepEqual(await guard.ticketFor(theirs), { ok: false, reason: "other-record" });
});

test("[P4] a conversation without a patient needs no record", async (t) => {
  const { guard, host } = await viewOn(t, erika);
  const before = host.asked;
  const answer = await guard.ticketFor(null);
  assert.ok(answer.ok && answer.ticket.patientKey === null);
  assert.equal(host.asked, before);
});

test("[P3] an answer to an older question is not taken for the newest one", async (t) => {
  const end = new AbortController();
  t.after(() => end.abort());
  const waiting: ((answer: HostAnswer) => void)[] = [];
  const nonces: string[] = [];
  const ask = (nonce: string): Promise<HostAnswer> => {
    nonces.push(nonce);
    return new Promise((resolve) => waiting.push(resolve));
  };
  const view = createContextView({ source: { ask }, frameClosesWithChart: false, signal: end.signal });
  const first = view.reread();
  const second = view.reread();
  waiting[1]?.({ nonce: nonces[1] ?? "", reading: josef });
  waiting[0]?.({ nonce: nonces[0] ?? "", reading: erika });
  await Promise.all([first, second]);
  assert.equal(view.context.state === "confirmed" && view.context.reading.key, josef.key);
});
