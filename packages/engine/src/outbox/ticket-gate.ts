import { KonsilError, TICKET_LIFE_MS, type GuardTicket, type PatientKey } from "@konsil/protocol";
import type { TicketGate } from "../seams.ts";

/** The guard's tickets on the engine's side (safety P4): present, fresh, used once, made for the room's binding. */
export function createTicketGate(): TicketGate {
  /** Used ids with the time they were made; what is expired is refused anyway and can be forgotten. */
  const used = new Map<string, number>();
  return {
    use(ticket: GuardTicket | null | undefined, roomBinding: PatientKey | null, now: number): void {
      if (ticket === null || ticket === undefined || ticket.id === "") throw new KonsilError("ticket-missing");
      if (used.has(ticket.id)) throw new KonsilError("ticket-used");
      // One that claims to come from the future would live longer than it may. NaN is neither.
      const isFresh = Math.abs(now - ticket.madeAt) <= TICKET_LIFE_MS;
      if (!isFresh) throw new KonsilError("ticket-expired");
      used.set(ticket.id, ticket.madeAt);
      forgetExpired(used, now);
      if (ticket.patientKey !== roomBinding) throw new KonsilError("wrong-patient");
    },
  };
}

function forgetExpired(used: Map<string, number>, now: number): void {
  // Twice the life: a clock that is set back a little must not make a used ticket fresh again.
  for (const [id, madeAt] of used) if (now - madeAt > 2 * TICKET_LIFE_MS) used.delete(id);
}
