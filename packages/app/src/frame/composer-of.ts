import { couldBeSame } from "@konsil/patient/keys";
import type {
  CaseBinding,
  ClosedReason,
  ComposerView,
  Conversation,
  Patient,
  PatientContext,
  Reading,
} from "@konsil/protocol";
import { replyQuoteOf } from "./reply-quote-of.ts";
import type { FrameState } from "./frame-state.ts";

/** The patient of the record that is open, as far as the context knows one. */
export function openPatient(context: PatientContext): Patient | null {
  switch (context.state) {
    case "candidate":
    case "confirmed":
      return context.reading.patient;
    case "none":
    case "loading":
    case "conflict":
    case "stale":
    case "fromConversation":
      return null;
    default:
      return context satisfies never;
  }
}

/** Why nothing may be written here now; null when it may. A claimed header binds nobody yet (safety C2). */
export function closedReason(conversation: Conversation, context: PatientContext): ClosedReason | null {
  if (conversation.membership === "leave") return "left";
  if (conversation.encryption === "no") return "not-encrypted";
  if (conversation.encryption === "unknown") return "starting";
  const binding = conversation.binding;
  if (binding === null) return null;
  switch (context.state) {
    case "none":
    case "fromConversation":
      return null;
    case "loading":
    case "candidate":
    case "conflict":
    case "stale":
      return context.state;
    case "confirmed":
      return reasonBesideRecord(binding, context.reading);
    default:
      return context satisfies never;
  }
}

/** What could be the same person is proposed, never taken for it (safety P1). */
function reasonBesideRecord(binding: CaseBinding, open: Reading): ClosedReason | null {
  if (binding.key === open.key) return null;
  return binding.origin === "claimed" && couldBeSame(binding.patient, open.patient) ? "no-record-link" : "other-record";
}

export function composerOf(state: FrameState, conversation: Conversation): ComposerView {
  const { stranded, context, draft } = state;
  if (stranded && stranded.roomId !== conversation.roomId) {
    return {
      state: "elsewhere",
      patient: stranded.patient,
      text: stranded.text,
      to: stranded.to,
      begunAt: stranded.begunAt,
      here: conversation.binding?.patient ?? openPatient(context),
    };
  }
  const mine = draft?.roomId === conversation.roomId ? draft : null;
  const reason = closedReason(conversation, context) ?? (mine?.elsewhere ? "second-view" : null);
  if (reason !== null) {
    return {
      state: "closed",
      reason,
      draftKept: (mine?.text ?? "").trim() !== "" || state.draftRooms.has(conversation.roomId),
      otherRecord: openPatient(context),
    };
  }
  const quote = mine?.replyTo ? replyQuoteOf(state, mine.replyTo) : null;
  return {
    state: "open",
    about: conversation.binding?.patient ?? null,
    to: conversation.title,
    organisation: conversation.organisation,
    readers: conversation.memberCount,
    draft: {
      text: mine?.text ?? "",
      replyTo: quote?.quote ?? null,
      replyEventId: quote?.eventId ?? null,
      revision: mine?.revision ?? 0,
    },
    asking: state.asking,
  };
}
