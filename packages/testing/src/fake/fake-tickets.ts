import { KonsilError, TICKET_LIFE_MS, type GuardTicket, type PatientKey } from "@konsil/protocol";

/** Refuses tickets that are missing, used, too old or of another patient (safety P4). */
export class FakeTickets {
  readonly #used = new Set<string>();

  use(ticket: GuardTicket | null | undefined, binding: PatientKey | null, now: number): void {
    if (ticket === null || ticket === undefined) throw new KonsilError("ticket-missing");
    if (this.#used.has(ticket.id)) throw new KonsilError("ticket-used");
    if (Math.abs(now - ticket.madeAt) > TICKET_LIFE_MS) throw new KonsilError("ticket-expired");
    this.#used.add(ticket.id);
    if (ticket.patientKey !== binding) throw new KonsilError("wrong-patient");
  }
}
