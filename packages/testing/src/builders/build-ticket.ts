import type { GuardTicket, PatientKey } from "@konsil/protocol";

/** A ticket as the guard makes it, fresh at `madeAt`. */
export const buildTicket = (patientKey: PatientKey | null, madeAt: number): GuardTicket => ({
  id: crypto.randomUUID(),
  patientKey,
  hostNonce: patientKey === null ? null : "nonce-of-the-host",
  madeAt,
});
