import type { EventId, ReplyQuote, RowKey } from "@konsil/protocol";
import type { FrameState } from "./frame-state.ts";

/** The quote of a row of the open timeline, drawn from the row itself (safety M6). */
export function replyQuoteOf(state: FrameState, key: RowKey): { quote: ReplyQuote; eventId: EventId } | null {
  const row = state.timeline?.rows.find((candidate) => candidate.key === key);
  if (row?.kind !== "message" || row.eventId === null) return null;
  const text =
    row.body.kind === "text" || row.body.kind === "caseHeader"
      ? row.body.text
      : "name" in row.body
        ? row.body.name
        : "";
  return {
    eventId: row.eventId,
    quote: { state: "loaded", key, sender: row.sender, text, edited: row.editedAt !== null },
  };
}
