import type { RowKey, UnreadCount } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { contentOf, relationOf, rowKeyOf } from "../timeline/event-facts.ts";
import { CASE_HEADER_FIELD } from "../outbox/case-header-content.ts";

export interface Unread {
  readonly count: UnreadCount;
  /** The last row that was read, where it is loaded. */
  readonly after: RowKey | null;
}

export interface ReadState {
  /** Loaded history, oldest first; between two stretches messages are missing. */
  readonly stretches: readonly (readonly MatrixEvent[])[];
  readonly self: string;
  /** Event id of the own receipt. */
  readonly readUpTo: string | null;
  readonly hasOlder: boolean;
  /** The server's own count: it also counts headers and edits, so it only tells that there is something. */
  readonly serverCount: number;
}

/**
 * Unread messages of others since the own receipt: what stands in the timeline as a message is counted. As long as the
 * receipt is not loaded, or a hole lies before it, the number is a lower bound.
 */
export function unreadOf({ stretches, self, readUpTo, hasOlder, serverCount }: ReadState): Unread {
  let count = 0;
  for (const [back, stretch] of stretches.toReversed().entries()) {
    for (const event of stretch.toReversed()) {
      // What was sent by oneself was written after reading.
      if (event.getId() === readUpTo || isOwnMessage(event, self)) {
        return { count: { count, atLeast: back > 0 && count > 0 }, after: count > 0 ? rowKeyOf(event) : null };
      }
      if (isUnreadMessage(event, self)) count += 1;
    }
  }
  // The few events that are loaded may be joins and reactions while messages wait above them.
  const known = count === 0 && hasOlder && serverCount > 0 ? 1 : count;
  return { count: { count: known, atLeast: hasOlder && known > 0 }, after: null };
}

const isOwnMessage = (event: MatrixEvent, self: string): boolean => event.getSender() === self && isMessage(event);

function isUnreadMessage(event: MatrixEvent, self: string): boolean {
  if (event.getSender() === self || !isMessage(event) || event.isRedacted()) return false;
  return !(CASE_HEADER_FIELD in contentOf(event)) && relationOf(event)?.type !== "m.replace";
}

/** Undecryptable ones count: somebody wrote something. */
export function isMessage(event: MatrixEvent): boolean {
  const type = event.getType();
  return type === "m.room.message" || type === "m.room.encrypted";
}
