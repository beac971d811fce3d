import { asEventId, asRowKey, type EventId, type RowKey } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";

/** Identity of an event's row: the transaction id where this device sent it, so that echo and event are one row. */
export function rowKeyOf(event: MatrixEvent): RowKey {
  const unsigned: unknown = event.getUnsigned();
  const transactionId =
    typeof unsigned === "object" && unsigned !== null && "transaction_id" in unsigned
      ? unsigned.transaction_id
      : undefined;
  const key = typeof transactionId === "string" && transactionId !== "" ? transactionId : (event.getId() ?? "");
  return asRowKey(key);
}

export interface Relation {
  readonly type: string;
  readonly eventId: EventId;
  /** Emoji of an annotation. */
  readonly key: string;
}

/** `m.relates_to` with `rel_type` (CS API "Forming relationships between events"), whatever was sent. */
export function relationOf(event: MatrixEvent): Relation | undefined {
  const relates: unknown = event.getWireContent()["m.relates_to"] ?? event.getContent()["m.relates_to"];
  if (typeof relates !== "object" || relates === null || !("rel_type" in relates) || !("event_id" in relates)) {
    return undefined;
  }
  if (typeof relates.rel_type !== "string" || typeof relates.event_id !== "string") return undefined;
  const key = "key" in relates && typeof relates.key === "string" ? relates.key : "";
  return { type: relates.rel_type, eventId: asEventId(relates.event_id), key };
}

/** The event that a message replies to. */
export function replyTargetOf(content: Readonly<Record<string, unknown>>): EventId | undefined {
  const relates = content["m.relates_to"];
  if (typeof relates !== "object" || relates === null || !("m.in_reply_to" in relates)) return undefined;
  const reply: unknown = relates["m.in_reply_to"];
  if (typeof reply !== "object" || reply === null || !("event_id" in reply)) return undefined;
  return typeof reply.event_id === "string" ? asEventId(reply.event_id) : undefined;
}

/** Clear content as a plain record, whatever the sender made of it. */
export function contentOf(event: MatrixEvent): Readonly<Record<string, unknown>> {
  const content: unknown = event.getContent();
  return typeof content === "object" && content !== null && !Array.isArray(content) ? { ...content } : {};
}

/** `m.new_content` of an edit (CS API "Event replacements"). */
export function newContentOf(event: MatrixEvent): Readonly<Record<string, unknown>> | undefined {
  const content = contentOf(event)["m.new_content"];
  return typeof content === "object" && content !== null && !Array.isArray(content)
    ? (content as Readonly<Record<string, unknown>>)
    : undefined;
}
