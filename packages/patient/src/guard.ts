import type { GuardTicket, PatientContext, PatientKey } from "@konsil/protocol";
import type { ContextView } from "./context-view.ts";

export type GuardRefusal = "loading" | "candidate" | "conflict" | "stale" | "other-record";

export type GuardAnswer =
  { readonly ok: true; readonly ticket: GuardTicket } | { readonly ok: false; readonly reason: GuardRefusal };

export interface Guard {
  /** Asks the host and permits one send for this patient (null: a conversation without a patient), or says why not. */
  ticketFor(binding: PatientKey | null): Promise<GuardAnswer>;
}

/** The only maker of tickets (safety P4). `canAsk` false: nobody can be asked, the context alone decides. */
export function createGuard(view: ContextView, canAsk: boolean, now: () => number = Date.now): Guard {
  const ticket = (patientKey: PatientKey | null, hostNonce: string | null): GuardAnswer => ({
    ok: true,
    ticket: { id: crypto.randomUUID(), patientKey, hostNonce, madeAt: now() },
  });
  return {
    async ticketFor(binding) {
      if (binding === null) return ticket(null, null);
      const refused = refusalOf(view.context, binding);
      if (refused) return { ok: false, reason: refused };
      if (!canAsk) return ticket(binding, null);
      const answer = await view.verify();
      // No answer has made the context stale; another record has made it another one.
      const reason = answer ? refusalOf(view.context, binding) : "stale";
      return reason ? { ok: false, reason } : ticket(binding, answer?.nonce ?? null);
    },
  };
}

function refusalOf(context: PatientContext, binding: PatientKey): GuardRefusal | null {
  switch (context.state) {
    case "none":
      return null;
    case "fromConversation":
      return context.reading.key === binding ? null : "other-record";
    case "confirmed":
      return context.reading.key === binding ? null : "other-record";
    case "loading":
    case "candidate":
    case "conflict":
    case "stale":
      return context.state;
    default:
      return context satisfies never;
  }
}
