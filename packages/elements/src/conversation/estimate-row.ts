import type { PlannedRow } from "./plan-rows.ts";
import { pictureHeightPx } from "./picture-box.ts";

const LINE_PX = 20;
/** About so many letters stand in a line of a bubble at 400 px. */
const LINE_LETTERS = 36;

/** A guess at the height of a row before it is measured, in pixels. */
export function estimateRowPx({ row, day, unread, first }: PlannedRow): number {
  const above = (day === null ? 0 : 38) + (unread > 0 ? 38 : 0);
  if (row.kind === "notice") return above + 26;
  const around = above + (first ? (row.own ? 26 : 68) : 19) + (row.reply === null ? 0 : 40);
  switch (row.body.kind) {
    case "text":
      return around + linesOf(row.body.text) * LINE_PX;
    case "caseHeader":
      return above + 106;
    case "image":
      return around + 62 + pictureHeightPx(row.body.width, row.body.height);
    case "file":
    case "audio":
    case "video":
      return around + 76;
    case "redacted":
    case "unreadable":
    case "unsupported":
      return around + 36;
    default:
      return row.body satisfies never;
  }
}

function linesOf(text: string): number {
  let lines = 0;
  for (const part of text.split("\n")) lines += Math.max(1, Math.ceil(part.length / LINE_LETTERS));
  return lines;
}
