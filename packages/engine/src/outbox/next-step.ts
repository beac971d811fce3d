import type { AskReason } from "@konsil/protocol";
import type { OutboxRecord } from "./outbox-record.ts";

/** After this time the server may have forgotten a transaction id (Synapse: 24 h), so a resend could arrive twice. */
export const UNCLEAR_AFTER_MS = 12 * 3600 * 1000;

export interface StepContext {
  readonly now: number;
  readonly hostSession: string;
  /** Read from disk at start and not yet confirmed by a person. */
  readonly fromDisk: boolean;
  /** The room was searched for the row's own transaction id, without finding it. */
  readonly lookedUp: boolean;
}

/** What is to be done with a row now, looked at alone. */
export type Step =
  | { readonly do: "nothing" }
  | { readonly do: "wait"; readonly until: number }
  | { readonly do: "end-hold" }
  | { readonly do: "ask"; readonly reason: AskReason }
  | { readonly do: "look-up" }
  | { readonly do: "send" };

export function nextStep(record: OutboxRecord, context: StepContext): Step {
  const { progress, entry } = record;
  switch (progress.at) {
    case "failed":
    case "sent":
      return { do: "nothing" };
    case "held":
      if (entry.hostSession !== context.hostSession) return { do: "ask", reason: "other-session" };
      if (context.fromDisk) return { do: "ask", reason: "cut" };
      return context.now < entry.notBefore ? { do: "wait", until: entry.notBefore } : { do: "end-hold" };
    case "queued": {
      const reason = ageReason(record, context);
      return reason === null ? { do: "send" } : { do: "ask", reason };
    }
    case "claimed": {
      const isUnclear = context.now - progress.since >= UNCLEAR_AFTER_MS;
      const reason = isUnclear ? "unclear" : ageReason(record, context);
      // The same transaction id gives the same event: sending again is safe and brings its event id.
      if (reason === null) return { do: "send" };
      return context.lookedUp ? { do: "ask", reason } : { do: "look-up" };
    }
    default:
      return progress satisfies never;
  }
}

function ageReason({ entry }: OutboxRecord, context: StepContext): AskReason | null {
  if (entry.hostSession !== context.hostSession) return "other-session";
  return context.now >= entry.askAfter ? "old" : null;
}
