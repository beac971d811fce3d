import * as v from "valibot";
import type { PatientKey } from "./ids.ts";

/**
 * The guard's permission to send once (safety P4). `patientKey` null: a conversation without a patient.
 * It protects against our own bugs, not against a hostile frame.
 */
export interface GuardTicket {
  /** Random, single use. */
  readonly id: string;
  readonly patientKey: PatientKey | null;
  /** Nonce of the host's last answer; null where no host was asked because no patient is bound. */
  readonly hostNonce: string | null;
  /** Milliseconds since the epoch. Older than {@link TICKET_LIFE_MS} is refused. */
  readonly madeAt: number;
}

export const TICKET_LIFE_MS = 2000;

export const guardTicketSchema = v.object({
  id: v.pipe(v.string(), v.minLength(8), v.maxLength(64)),
  patientKey: v.nullable(v.pipe(v.string(), v.maxLength(500))),
  hostNonce: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  madeAt: v.number(),
});
