import type { Conversation, RoomId, RowKey, TimelineRow } from "@konsil/protocol";
import type { UnreadMarker } from "./plan-rows.ts";

/**
 * Remembers where the new messages began. The marker stays until the conversation is left, even when the messages below
 * it have been read meanwhile; otherwise the line would vanish under the reader's eyes.
 */
export class ReadMarker {
  #room: RoomId | null = null;
  #after: RowKey | null = null;
  #count = 0;

  /** @returns the marker to draw for this conversation, or null. */
  of(conversation: Conversation, rows: readonly TimelineRow[]): UnreadMarker | null {
    if (conversation.roomId !== this.#room) {
      this.#room = conversation.roomId;
      this.#after = null;
    }
    if (this.#after === null && conversation.unreadAfter !== null) {
      this.#after = conversation.unreadAfter;
      this.#count = Math.max(conversation.unread.count, countNew(rows, this.#after));
    }
    return this.#after === null || this.#count === 0 ? null : { after: this.#after, count: this.#count };
  }
}

function countNew(rows: readonly TimelineRow[], after: RowKey): number {
  const at = rows.findIndex((row) => row.key === after);
  return at < 0 ? 0 : rows.slice(at + 1).filter((row) => row.kind === "message" && !row.own).length;
}
