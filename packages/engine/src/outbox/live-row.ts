import type { AskReason, EventId, SendState } from "@konsil/protocol";
import type { OutboxRow } from "../seams.ts";
import type { OutboxRecord } from "./outbox-record.ts";

/** What an attempt under way is doing. */
export type Phase =
  | { readonly at: "idle" }
  | { readonly at: "uploading"; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly at: "encrypting" }
  | { readonly at: "sending" };

/** A row in memory: its record on disk and what only this run knows. */
export interface LiveRow {
  record: OutboxRecord;
  /** Version of the record on disk. */
  version: number;
  /** Was found at start and no person has confirmed it since. */
  fromDisk: boolean;
  lookedUp: boolean;
  asking: AskReason | null;
  phase: Phase;
  eventId: EventId | null;
  /** Failed attempts in a row, and with which error. */
  failures: number;
  failureCode: string;
  /** Stops the attempt under way (cancel, take-back). */
  attempt: AbortController | null;
  /** The synced event stands in the timeline: the row is not shown any more. */
  seen: boolean;
  /** Nothing of it is on disk any more. */
  settled: boolean;
  /** Left the outbox; whoever still holds it does nothing with it. */
  gone: boolean;
  /** Changes of one row come one after the other. */
  turn: Promise<void>;
}

export function createLiveRow(record: OutboxRecord, version: number, fromDisk: boolean): LiveRow {
  return {
    record,
    version,
    fromDisk,
    lookedUp: false,
    asking: null,
    phase: { at: "idle" },
    eventId: record.progress.at === "sent" ? record.progress.eventId : null,
    failures: 0,
    failureCode: "",
    attempt: null,
    seen: false,
    settled: false,
    gone: false,
    turn: Promise.resolve(),
  };
}

export function viewOf(row: LiveRow): OutboxRow {
  return { entry: row.record.entry, send: sendStateOf(row), eventId: row.eventId };
}

export function sendStateOf(row: LiveRow): SendState {
  const { progress, entry } = row.record;
  if (row.eventId !== null) return { at: "sent" };
  if (row.asking !== null) return { at: "asking", reason: row.asking, createdAt: entry.createdAt };
  switch (progress.at) {
    case "held":
      return { at: "held", notBefore: entry.notBefore };
    case "queued":
    case "claimed":
      return row.phase.at === "idle" ? { at: "queued" } : row.phase;
    case "failed":
      return progress;
    case "sent":
      return { at: "sent" };
    default:
      return progress satisfies never;
  }
}

/** The case header goes before everything else of its room (safety C1), the rest in the order in which it was made. */
export function compareRows(a: LiveRow, b: LiveRow): number {
  const isHeader = (row: LiveRow): number => (row.record.entry.content.kind === "caseHeader" ? 0 : 1);
  return isHeader(a) - isHeader(b) || a.record.order - b.record.order;
}
