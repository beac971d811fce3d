import type { Conversation, RoomRow } from "./conversation.ts";
import type { RoomId } from "./ids.ts";
import type { SessionView } from "./session.ts";
import type { TimelineRow } from "./timeline-row.ts";
import type { Transfer } from "./transfer.ts";

export type Topic =
  | { readonly name: "session" }
  | { readonly name: "rooms" }
  | { readonly name: "timeline"; readonly roomId: RoomId }
  | { readonly name: "transfers" };

export interface TopicRows {
  session: SessionView;
  rooms: RoomRow;
  timeline: TimelineRow;
  transfers: Transfer;
}
export type TopicName = keyof TopicRows;
export type AnyRow = TopicRows[TopicName];

/** One change of a list of rows. Indexes are those of the list after the operations before it. */
export type Operation<Row = AnyRow> =
  | { readonly op: "insert"; readonly index: number; readonly row: Row }
  | { readonly op: "update"; readonly index: number; readonly row: Row }
  | { readonly op: "delete"; readonly index: number }
  | { readonly op: "move"; readonly from: number; readonly to: number };

/** The identity of a row within its topic. */
export function keyOfRow(topic: TopicName, row: AnyRow): string {
  switch (topic) {
    case "session":
      return "session";
    case "rooms":
      return (row as Conversation).roomId;
    case "timeline":
      return (row as TimelineRow).key;
    case "transfers":
      return (row as Transfer).key;
    default:
      return topic satisfies never;
  }
}

/** Applies operations to a copy of the rows. Throws RangeError on an index outside the list: ask for a new snapshot then. */
export function applyOperations<Row>(rows: readonly Row[], operations: readonly Operation<Row>[]): Row[] {
  const next = rows.slice();
  for (const change of operations) {
    switch (change.op) {
      case "insert":
        if (change.index < 0 || change.index > next.length) throw new RangeError("insert");
        next.splice(change.index, 0, change.row);
        break;
      case "update":
        if (!(change.index in next)) throw new RangeError("update");
        next[change.index] = change.row;
        break;
      case "delete":
        if (!(change.index in next)) throw new RangeError("delete");
        next.splice(change.index, 1);
        break;
      case "move": {
        if (!(change.from in next) || !(change.to in next)) throw new RangeError("move");
        next.splice(change.to, 0, ...next.splice(change.from, 1));
        break;
      }
      default:
        change satisfies never;
    }
  }
  return next;
}

/**
 * The operations that turn `before` into `after`. Rows are told apart by `keyOf`, changed ones by `isSame`.
 * Linear for the usual cases (append, prepend, update in place); a reordering costs one move a row.
 */
export function diffRows<Row>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
  isSame: (a: Row, b: Row) => boolean = Object.is,
): Operation<Row>[] {
  const operations: Operation<Row>[] = [];
  const kept = new Set(after.map(keyOf));
  const work: Row[] = [];
  before.forEach((row) => {
    if (kept.has(keyOf(row))) work.push(row);
    else operations.push({ op: "delete", index: work.length });
  });
  const known = new Set(work.map(keyOf));
  after.forEach((row, index) => {
    const key = keyOf(row);
    const here = work[index];
    if (here !== undefined && keyOf(here) === key) {
      if (!isSame(here, row)) {
        operations.push({ op: "update", index, row });
        work[index] = row;
      }
      return;
    }
    if (!known.has(key)) {
      operations.push({ op: "insert", index, row });
      work.splice(index, 0, row);
      return;
    }
    const from = work.findIndex((other, at) => at > index && keyOf(other) === key);
    operations.push({ op: "move", from, to: index });
    const [moved] = work.splice(from, 1);
    if (moved === undefined) throw new RangeError("diff");
    work.splice(index, 0, moved);
    if (!isSame(moved, row)) {
      operations.push({ op: "update", index, row });
      work[index] = row;
    }
  });
  return operations;
}
