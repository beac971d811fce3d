import type { RowKey } from "@konsil/protocol";

/**
 * What stays where it is on the screen when rows come, go or change their height: the end, the bottom edge of a row, or
 * the top edge of a row. Everything that stands above a message inside its item (day, marker, sender) may come and go
 * without moving the message, because a row is held by its bottom.
 */
export type Hold =
  | { readonly at: "end" }
  /** `belowPx`: distance from the upper edge of the viewport to the bottom of the row. */
  | { readonly at: "row"; readonly key: RowKey; readonly belowPx: number }
  /** `abovePx`: distance from the upper edge of the viewport to the top of the row. */
  | { readonly at: "top"; readonly key: RowKey; readonly abovePx: number };

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Positions in pixels from the upper edge of the content. */
export interface Measures {
  readonly totalPx: number;
  readonly viewportPx: number;
  spanOf(key: RowKey): Span | undefined;
  /** The first row whose bottom lies below the offset. */
  rowAt(offsetPx: number): RowKey | undefined;
}

/** Within so many pixels of the end counts as at the end. */
const END_PX = 4;

export function isAtEnd(offsetPx: number, measures: Measures): boolean {
  return offsetPx >= measures.totalPx - measures.viewportPx - END_PX;
}

/** What is to be held after a person scrolled to `offsetPx`. */
export function holdAt(offsetPx: number, measures: Measures): Hold {
  if (isAtEnd(offsetPx, measures)) return { at: "end" };
  const key = measures.rowAt(offsetPx);
  const span = key === undefined ? undefined : measures.spanOf(key);
  if (key === undefined || span === undefined) return { at: "end" };
  return { at: "row", key, belowPx: span.end - offsetPx };
}

/** The scroll offset that keeps the hold; undefined when its row is gone. */
export function offsetOf(hold: Hold, measures: Measures): number | undefined {
  const last = Math.max(0, measures.totalPx - measures.viewportPx);
  const clamp = (offset: number) => Math.min(last, Math.max(0, offset));
  switch (hold.at) {
    case "end":
      return last;
    case "row": {
      const span = measures.spanOf(hold.key);
      return span === undefined ? undefined : clamp(span.end - hold.belowPx);
    }
    case "top": {
      const span = measures.spanOf(hold.key);
      return span === undefined ? undefined : clamp(span.start - hold.abovePx);
    }
    default:
      return hold satisfies never;
  }
}
