import type { MessageBody, MessageRow, Person, TimelineRow } from "@konsil/protocol";
import { caseHeaderText } from "../outbox/case-header-content.ts";
import type { OutboxRow } from "../seams.ts";

export interface RowPeople {
  readonly self: Person;
  readonly personOf: (userId: string) => Person;
}

/** Own rows that have not come back from the server yet, behind the synced ones. A row that has come back is drawn once. */
export function withOutbox(
  rows: readonly TimelineRow[],
  waiting: readonly OutboxRow[],
  people: RowPeople,
): readonly TimelineRow[] {
  if (waiting.length === 0) return rows;
  const keys = new Set<string>(rows.map((row) => row.key));
  const events = new Set(rows.map((row) => (row.kind === "message" ? row.eventId : null)));
  const missing = waiting.filter(
    ({ entry, eventId }) => !keys.has(entry.key) && (eventId === null || !events.has(eventId)),
  );
  return [...rows, ...missing.map((row) => echoOf(row, rows, people))];
}

function echoOf({ entry, send, eventId }: OutboxRow, rows: readonly TimelineRow[], people: RowPeople): MessageRow {
  return {
    kind: "message",
    key: entry.key,
    eventId,
    sender: people.self,
    own: true,
    at: entry.createdAt,
    body: bodyOf(entry, people),
    reply: quoteOf(entry, rows),
    send,
    editedAt: null,
    reactions: [],
  };
}

function bodyOf({ content }: OutboxRow["entry"], { personOf }: RowPeople): MessageBody {
  switch (content.kind) {
    case "text":
      return { kind: "text", text: content.text };
    case "caseHeader":
      return { kind: "caseHeader", text: caseHeaderText(content.patient), patient: content.patient };
    case "relayedHeader": {
      const { patient, from } = content;
      return { kind: "caseHeader", text: caseHeaderText(patient), patient, relayedFrom: personOf(from) };
    }
    case "file":
      return {
        kind: content.mimeType.startsWith("image/") ? "image" : "file",
        name: content.name,
        mimeType: content.mimeType,
        sizeBytes: content.sizeBytes,
        ...(content.width !== undefined && content.height !== undefined
          ? { width: content.width, height: content.height }
          : {}),
        caption: content.text,
        encrypted: true,
      };
    default:
      return content satisfies never;
  }
}

function quoteOf({ content }: OutboxRow["entry"], rows: readonly TimelineRow[]): MessageRow["reply"] {
  if (!("replyTo" in content) || content.replyTo === null) return null;
  const target = content.replyTo;
  const row = rows.find((candidate) => candidate.kind === "message" && candidate.eventId === target);
  if (row?.kind !== "message") return { state: "not-loaded", eventId: target };
  const text = "text" in row.body ? row.body.text : "name" in row.body ? row.body.name : "";
  return { state: "loaded", key: row.key, sender: row.sender, text: text.slice(0, 500), edited: row.editedAt !== null };
}
