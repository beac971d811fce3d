import {
  asEventId,
  type MessageBody,
  type MessageRow,
  type NoticeRow,
  type ReplyQuote,
  type TimelineRow,
} from "@konsil/protocol";
import type { Person, RowKey } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { contentOf, relationOf, replyTargetOf, rowKeyOf } from "./event-facts.ts";
import { foldRelations, type Folded } from "./fold-relations.ts";
import { messageBody } from "./message-body.ts";
import { unreadableCause } from "./unreadable-cause.ts";

export interface RowContext {
  readonly self: string;
  readonly personOf: (userId: string) => Person;
}

/** Rows of a stretch of timeline, oldest first. A malformed event gives a row or none, never an error (safety I2). */
export function eventRows(events: readonly MatrixEvent[], context: RowContext): TimelineRow[] {
  const folded = foldRelations(events, context.self);
  const byId = new Map(events.map((event) => [event.getId() ?? "", event]));
  const rows: TimelineRow[] = [];
  const seen = new Set<RowKey>();
  for (const event of events) {
    const row = rowOf(event, folded, byId, context);
    // Two events with one transaction id: the server has accepted one; the other is not drawn a second time.
    if (row === undefined || seen.has(row.key)) continue;
    seen.add(row.key);
    rows.push(row);
  }
  return rows;
}

function rowOf(
  event: MatrixEvent,
  folded: Folded,
  byId: ReadonlyMap<string, MatrixEvent>,
  context: RowContext,
): TimelineRow | undefined {
  try {
    if (event.isState()) return noticeOf(event, context);
    if (isFoldedAway(event)) return undefined;
    const type = event.getType();
    if (type !== "m.room.message" && type !== "m.room.encrypted") return undefined;
    return messageOf(event, folded, byId, context);
  } catch {
    return unsupportedRow(event, context);
  }
}

/** Edits and reactions live in the row they point to; an edit of something that is not loaded is not drawn. */
function isFoldedAway(event: MatrixEvent): boolean {
  const relation = relationOf(event);
  return relation !== undefined && (relation.type === "m.replace" || relation.type === "m.annotation");
}

function messageOf(
  event: MatrixEvent,
  folded: Folded,
  byId: ReadonlyMap<string, MatrixEvent>,
  context: RowContext,
): MessageRow {
  const id = asEventId(event.getId() ?? "");
  const edit = event.isRedacted() || event.isDecryptionFailure() ? undefined : folded.edits.get(id);
  const own = event.getSender() === context.self;
  return {
    kind: "message",
    key: rowKeyOf(event),
    eventId: id,
    sender: context.personOf(event.getSender() ?? ""),
    own,
    at: event.getTs(),
    body: bodyOf(event, edit?.content, context),
    reply: event.isRedacted() ? null : replyOf(event, byId, folded, context),
    send: own ? { at: "sent" } : null,
    editedAt: edit?.at ?? null,
    reactions: event.isRedacted() ? [] : (folded.reactions.get(id) ?? []),
  };
}

function bodyOf(
  event: MatrixEvent,
  edited: Readonly<Record<string, unknown>> | undefined,
  context: RowContext,
): MessageBody {
  if (event.isRedacted()) return redactedBody(event, context);
  if (event.isDecryptionFailure()) return { kind: "unreadable", cause: unreadableCause(event.decryptionFailureReason) };
  if (event.getType() === "m.room.encrypted") return { kind: "unreadable", cause: "key-not-arrived" };
  const body = messageBody(edited ?? contentOf(event), context.personOf);
  // A case header cannot be edited into saying something else, nor a text into a header (safety C1).
  return edited && body.kind === "caseHeader" ? { kind: "unsupported", text: body.text } : body;
}

function redactedBody(event: MatrixEvent, context: RowContext): MessageBody {
  const because = event.getRedactionEvent();
  const by = because?.sender;
  return {
    kind: "redacted",
    by: typeof by === "string" ? context.personOf(by) : null,
    at: because?.origin_server_ts ?? event.getTs(),
  };
}

function replyOf(
  event: MatrixEvent,
  byId: ReadonlyMap<string, MatrixEvent>,
  folded: Folded,
  context: RowContext,
): ReplyQuote | null {
  const target = replyTargetOf(contentOf(event));
  if (target === undefined) return null;
  const quoted = byId.get(target);
  if (!quoted || quoted.isRedacted() || quoted.isDecryptionFailure()) return { state: "not-loaded", eventId: target };
  const edit = folded.edits.get(target);
  const body = bodyOf(quoted, edit?.content, context);
  const text = "text" in body ? body.text : "name" in body ? body.name : "";
  return {
    state: "loaded",
    key: rowKeyOf(quoted),
    sender: context.personOf(quoted.getSender() ?? ""),
    text: text.slice(0, 500),
    edited: edit !== undefined,
  };
}

function noticeOf(event: MatrixEvent, context: RowContext): NoticeRow | undefined {
  const key = rowKeyOf(event);
  const at = event.getTs();
  const sender = event.getSender() ?? "";
  switch (event.getType()) {
    case "m.room.create":
      return { kind: "notice", key, at, notice: { about: "created", person: context.personOf(sender), by: null } };
    case "m.room.encryption":
      return { kind: "notice", key, at, notice: { about: "encrypted" } };
    case "m.room.member": {
      const about = membershipChange(event);
      const who = event.getStateKey();
      if (about === undefined || who === undefined) return undefined;
      const by = sender === who ? null : context.personOf(sender);
      return { kind: "notice", key, at, notice: { about, person: context.personOf(who), by } };
    }
    default:
      return undefined;
  }
}

function membershipChange(event: MatrixEvent): "joined" | "invited" | "left" | "declined" | "removed" | undefined {
  const now: unknown = contentOf(event)["membership"];
  const before: unknown = event.getPrevContent()["membership"];
  const own = event.getSender() === event.getStateKey();
  if (now === before) return undefined;
  if (now === "join") return "joined";
  if (now === "invite") return "invited";
  if (now === "ban") return "removed";
  if (now === "leave") return own ? (before === "invite" ? "declined" : "left") : "removed";
  return undefined;
}

function unsupportedRow(event: MatrixEvent, context: RowContext): MessageRow | undefined {
  const id = event.getId();
  const sender = event.getSender();
  if (typeof id !== "string" || typeof sender !== "string") return undefined;
  return {
    kind: "message",
    key: rowKeyOf(event),
    eventId: asEventId(id),
    sender: context.personOf(sender),
    own: sender === context.self,
    at: Number.isFinite(event.getTs()) ? event.getTs() : 0,
    body: { kind: "unsupported", text: "" },
    reply: null,
    send: null,
    editedAt: null,
    reactions: [],
  };
}
