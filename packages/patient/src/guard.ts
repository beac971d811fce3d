import type { GuardTicket, PatientContext, PatientKey } from "@konsil/protocol";
import type { ContextView, HostAnswer } from "./context-view.ts";
import { isSameRecord } from "./same-record.ts";

/** `changed`: the number is the same, but another name or birth date stands beside it than the one that was seen. */
export type GuardRefusal = "loading" | "candidate" | "conflict" | "stale" | "other-record" | "changed";

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
      const seen = view.context;
      const refused = refusalOf(seen, binding);
      if (refused) return { ok: false, reason: refused };
      if (!canAsk) return ticket(binding, null);
      const answer = await view.verify();
      const reason = answer ? refusalAfter(answer, seen, view.context, binding) : "stale";
      return reason ? { ok: false, reason } : ticket(binding, answer?.nonce ?? null);
    },
  };
}

/** What was answered must itself be this record, and so must be what the view has made of all answers until now. */
function refusalAfter(
  answer: HostAnswer,
  seen: PatientContext,
  now: PatientContext,
  binding: PatientKey,
): GuardRefusal | null {
  if (answer.reading !== null && answer.reading.key !== binding) return "other-record";
  const reason = refusalOf(now, binding);
  if (reason) return reason;
  return "reading" in seen && "reading" in now && !isSameRecord(seen.reading, now.reading) ? "changed" : null;
}

function refusalOf(context: PatientContext, binding: PatientKey): GuardRefusal | null {
  switch (context.state) {
    case "none":
      return "other-record";
    case "fromConversation":
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
