import type { RowKey, UnreadCount } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { contentOf, relationOf, rowKeyOf } from "../timeline/event-facts.ts";
import { CASE_HEADER_FIELD } from "../outbox/case-header-content.ts";

export interface Unread {
  readonly count: UnreadCount;
  /** The last row that was read, where it is loaded. */
  readonly after: RowKey | null;
}

/**
 * Unread messages of others since the own receipt. The server's own count also counts headers and edits, so only what
 * stands in the timeline as a message is counted; as long as the receipt is not loaded the number is a lower bound.
 */
export function unreadOf(
  events: readonly MatrixEvent[],
  self: string,
  readUpTo: string | null,
  hasOlder: boolean,
): Unread {
  let count = 0;
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event === undefined) continue;
    // What was sent by oneself was written after reading.
    if (event.getId() === readUpTo || isOwnMessage(event, self)) {
      return { count: { count, atLeast: false }, after: count > 0 ? rowKeyOf(event) : null };
    }
    if (isUnreadMessage(event, self)) count += 1;
  }
  return { count: { count, atLeast: hasOlder && count > 0 }, after: null };
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
