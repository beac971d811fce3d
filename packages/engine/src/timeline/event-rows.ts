import {
  asEventId,
  asRowKey,
  type MessageBody,
  type MessageRow,
  type NoticeRow,
  type ReplyQuote,
  type TimelineRow,
} from "@konsil/protocol";
import type { Person, RowKey } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { isPending } from "./decrypt-events.ts";
import { contentOf, relationOf, replyTargetOf, rowKeyOf } from "./event-facts.ts";
import { foldRelations, type Folded } from "./fold-relations.ts";
import { messageBody } from "./message-body.ts";
import { unreadableCause } from "./unreadable-cause.ts";

export interface RowContext {
  readonly self: string;
  readonly personOf: (userId: string) => Person;
  /** The room is encrypted now. */
  readonly isEncrypted: boolean;
}

/** What one event needs to know of the others. */
interface Surroundings extends RowContext {
  readonly folded: Folded;
  readonly byId: ReadonlyMap<string, MatrixEvent>;
  /** Came in clear after the room was encrypted: whoever operates a server could have written it. */
  readonly isForeign: (event: MatrixEvent) => boolean;
}

/**
 * Rows of loaded history: stretches without holes, oldest first, a gap row between two of them. A malformed event gives a
 * row or none, never an error (safety I2).
 */
export function eventRows(stretches: readonly (readonly MatrixEvent[])[], context: RowContext): TimelineRow[] {
  const events = stretches.flat();
  const around: Surroundings = {
    ...context,
    folded: foldRelations(events, context.self),
    byId: new Map(events.map((event) => [event.getId() ?? "", event])),
    isForeign: foreignIn(events, context.isEncrypted),
  };
  const rows: TimelineRow[] = [];
  const seen = new Set<RowKey>();
  for (const [index, stretch] of stretches.entries()) {
    if (index > 0) rows.push(gapAfter(stretches[index - 1]?.at(-1), index));
    for (const event of stretch) {
      const row = rowOf(event, around);
      // Two events with one transaction id: the server has accepted one; the other is not drawn a second time.
      if (row === undefined || seen.has(row.key)) continue;
      seen.add(row.key);
      rows.push(row);
    }
  }
  return rows;
}

/** Anchored at its upper side, which stays while the hole is filled from below. */
function gapAfter(event: MatrixEvent | undefined, index: number): NoticeRow {
  const key = asRowKey(`gap-${event?.getId() ?? String(index)}`);
  return { kind: "notice", key, at: event?.getTs() ?? 0, notice: { about: "gap" } };
}

function foreignIn(events: readonly MatrixEvent[], isEncrypted: boolean): (event: MatrixEvent) => boolean {
  if (!isEncrypted) return () => false;
  const start = events.findIndex((event) => event.isState() && event.getType() === "m.room.encryption");
  const before = new Set(start < 0 ? [] : events.slice(0, start));
  return (event) => !event.isEncrypted() && !before.has(event);
}

function rowOf(event: MatrixEvent, around: Surroundings): TimelineRow | undefined {
  try {
    if (event.isState()) return noticeOf(event, around);
    if (isFoldedAway(event) || isPending(event)) return undefined;
    const type = event.getType();
    if (type !== "m.room.message" && type !== "m.room.encrypted") return undefined;
    return messageOf(event, around);
  } catch {
    return unsupportedRow(event, around);
  }
}

/** Edits and reactions live in the row they point to; an edit of something that is not loaded is not drawn. */
function isFoldedAway(event: MatrixEvent): boolean {
  const relation = relationOf(event);
  return relation !== undefined && (relation.type === "m.replace" || relation.type === "m.annotation");
}

function messageOf(event: MatrixEvent, around: Surroundings): MessageRow {
  const id = asEventId(event.getId() ?? "");
  const own = event.getSender() === around.self;
  const { body, editedAt } = shownBody(event, around);
  return {
    kind: "message",
    key: rowKeyOf(event),
    eventId: id,
    sender: around.personOf(event.getSender() ?? ""),
    own,
    at: event.getTs(),
    body,
    reply: event.isRedacted() ? null : replyOf(event, around),
    send: own ? { at: "sent" } : null,
    editedAt,
    reactions: event.isRedacted() ? [] : (around.folded.reactions.get(id) ?? []),
  };
}

/** What is drawn of a message: its last valid edit, else itself. */
function shownBody(event: MatrixEvent, around: Surroundings): { body: MessageBody; editedAt: number | null } {
  const body = bodyOf(event, around);
  const edit = around.folded.edits.get(asEventId(event.getId() ?? ""));
  const edited = edit && editedBody(body, messageBody(edit.content, around.personOf));
  return edited ? { body: edited, editedAt: edit.at } : { body, editedAt: null };
}

/**
 * An edit changes the text of a text and the caption of a file, nothing else: a case header cannot be edited into saying
 * something different, nor a text into a header (safety C1), nor a file into another file under the same row.
 */
function editedBody(body: MessageBody, edit: MessageBody): MessageBody | undefined {
  if (body.kind === "text" && edit.kind === "text") return edit;
  if ("caption" in body && body.kind === edit.kind) return { ...body, caption: edit.caption };
  return undefined;
}

function bodyOf(event: MatrixEvent, around: Surroundings): MessageBody {
  if (event.isRedacted()) return redactedBody(event, around);
  if (event.isDecryptionFailure()) return { kind: "unreadable", cause: unreadableCause(event.decryptionFailureReason) };
  if (event.getType() === "m.room.encrypted") return { kind: "unreadable", cause: "malformed" };
  if (around.isForeign(event)) return { kind: "unsupported", text: "" };
  return messageBody(contentOf(event), around.personOf);
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

function replyOf(event: MatrixEvent, around: Surroundings): ReplyQuote | null {
  const target = replyTargetOf(contentOf(event));
  if (target === undefined) return null;
  const quoted = around.byId.get(target);
  const isReadable = quoted && !quoted.isRedacted() && !quoted.isDecryptionFailure() && !isPending(quoted);
  if (!isReadable) return { state: "not-loaded", eventId: target };
  const { body, editedAt } = shownBody(quoted, around);
  const text = "text" in body ? body.text : "name" in body ? body.name : "";
  return {
    state: "loaded",
    key: rowKeyOf(quoted),
    sender: around.personOf(quoted.getSender() ?? ""),
    text: text.slice(0, 500),
    edited: editedAt !== null,
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
