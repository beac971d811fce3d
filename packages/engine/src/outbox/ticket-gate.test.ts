import assert from "node:assert/strict";
import { test } from "node:test";
import { asPatientKey, KonsilError, type GuardTicket } from "@konsil/protocol";
import { createTicketGate } from "./ticket-gate.ts";

const KEY = asPatientKey("bergmann");
const NOW = 1_000_000;
const ticket = (change: Partial<GuardTicket> = {}): GuardTicket => ({
  id: "ticket-1",
  patientKey: KEY,
  hostNonce: "n",
  madeAt: NOW,
  ...change,
});

test("[O14] [P4] a fresh ticket of the room's patient lets through once", () => {
  const gate = createTicketGate();
  gate.use(ticket(), KEY, NOW);
  assert.throws(() => gate.use(ticket(), KEY, NOW), new KonsilError("ticket-used"));
  gate.use(ticket({ id: "ticket-2", patientKey: null }), null, NOW);
});

test("[O14] [P4] a missing ticket is refused", () => {
  const missing = undefined as unknown as GuardTicket;
  assert.throws(() => createTicketGate().use(missing, null, NOW), new KonsilError("ticket-missing"));
  assert.throws(() => createTicketGate().use(ticket({ id: "" }), KEY, NOW), new KonsilError("ticket-missing"));
});

test("[O14] [P4] older than 2 s or from the future is refused", () => {
  const gate = createTicketGate();
  const expired = new KonsilError("ticket-expired");
  gate.use(ticket({ id: "in time", madeAt: NOW - 2000 }), KEY, NOW);
  assert.throws(() => gate.use(ticket({ madeAt: NOW - 2001 }), KEY, NOW), expired);
  assert.throws(() => gate.use(ticket({ madeAt: NOW + 2001 }), KEY, NOW), expired);
  assert.throws(() => gate.use(ticket({ madeAt: Number.NaN }), KEY, NOW), expired);
});

test("[O14] [P4] a ticket for another patient, for none, or a room without one is refused and used up", () => {
  const gate = createTicketGate();
  const wrong = new KonsilError("wrong-patient");
  assert.throws(() => gate.use(ticket(), asPatientKey("baumann"), NOW), wrong);
  assert.throws(() => gate.use(ticket({ id: "b" }), null, NOW), wrong);
  assert.throws(() => gate.use(ticket({ id: "c", patientKey: null }), KEY, NOW), wrong);
  assert.throws(() => gate.use(ticket(), KEY, NOW), new KonsilError("ticket-used"));
});

test("[O14] [P4] a used ticket stays used while the clock jumps back within its life", () => {
  const gate = createTicketGate();
  gate.use(ticket(), KEY, NOW);
  gate.use(ticket({ id: "later", madeAt: NOW + 3000 }), KEY, NOW + 3000);
  assert.throws(() => gate.use(ticket(), KEY, NOW), new KonsilError("ticket-used"));
});
