import type { RoomId, TimelineRow } from "@konsil/protocol";
import type { SecuringRow } from "./frame-state.ts";

/** The timeline plus own rows that the outbox has not answered yet. A row that has arrived is drawn once. */
export function rowsWithSecuring(
  rows: readonly TimelineRow[],
  securing: readonly SecuringRow[],
  roomId: RoomId,
): readonly TimelineRow[] {
  const here = securing.filter((waiting) => waiting.roomId === roomId);
  if (here.length === 0) return rows;
  const arrived = new Set(rows.map((row) => row.key));
  return [...rows, ...here.map((waiting) => waiting.row).filter((row) => !arrived.has(row.key))];
}
