import type { MessageRow, RowKey, TimelineRow } from "@konsil/protocol";

/** A row with what stands above it and how it belongs to its neighbours. */
export interface PlannedRow {
  readonly row: TimelineRow;
  /** Local day (`2026-11-24`) when a divider stands above this row, else null. */
  readonly day: string | null;
  /** Local day of the row itself, for the sticky divider. */
  readonly ofDay: string;
  /** Number in the unread marker above this row; 0: no marker. */
  readonly unread: number;
  /** First row of a group: same sender, at most 5 minutes apart. */
  readonly first: boolean;
  /** The newest own row that has left: the only one that says its state in a word. */
  readonly newestSent: boolean;
}

export interface UnreadMarker {
  /** The row after which the marker stands. */
  readonly after: RowKey;
  readonly count: number;
}

const GROUP_MS = 5 * 60_000;

/** `2026-11-24` in the time zone of this computer. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Lays out the rows of a timeline, oldest first: days, unread marker, groups of senders. */
export function planRows(rows: readonly TimelineRow[], marker: UnreadMarker | null): PlannedRow[] {
  const newest = rows.findLast(isSent)?.key;
  let previous: TimelineRow | undefined;
  let previousDay = "";
  return rows.map((row) => {
    const ofDay = dayOf(row.at);
    const day = ofDay === previousDay ? null : ofDay;
    const unread = marker !== null && previous?.key === marker.after ? marker.count : 0;
    const apart = day !== null || unread > 0 || previous === undefined || !isGroup(previous, row);
    previous = row;
    previousDay = ofDay;
    return { row, day, ofDay, unread, first: apart, newestSent: row.key === newest };
  });
}

function isSent(row: TimelineRow): row is MessageRow {
  return row.kind === "message" && row.own && row.send?.at === "sent";
}

function isGroup(above: TimelineRow, row: TimelineRow): boolean {
  if (above.kind !== "message" || row.kind !== "message") return false;
  if (above.body.kind === "caseHeader" || row.body.kind === "caseHeader") return false;
  return above.sender.userId === row.sender.userId && above.own === row.own && row.at - above.at <= GROUP_MS;
}
