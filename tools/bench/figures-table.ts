import type { Measure } from "../../test/bench/measure.ts";

const START = "<!-- figures -->";
const END = "<!-- /figures -->";

const rounded = (value: number): string =>
  value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);

const rowOf = ({ name, how, value, unit, target }: Measure): string => {
  const goal = target === undefined ? "" : `≤ ${rounded(target)} ${unit}${value <= target ? "" : " (missed)"}`;
  return `| ${name} | ${how} | ${rounded(value)} ${unit} | ${goal} |`;
};

/** A markdown table, one row per measure. */
export const figuresTable = (measures: readonly Measure[]): string =>
  ["| what | how | measured | target |", "|---|---|---|---|", ...measures.map(rowOf)].join("\n");

/** The document with the table between its marks. @throws when the marks are missing */
export function withFigures(document: string, table: string, taken: string): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) throw new Error("the marks of the table are missing");
  return `${document.slice(0, start + START.length)}\n${taken}\n\n${table}\n${document.slice(end)}`;
}
