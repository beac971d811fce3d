import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresTable, withFigures } from "./figures-table.ts";

test("a measure past its target says so", () => {
  const table = figuresTable([
    { name: "a", how: "p95 of 30", value: 12.34, unit: "ms", target: 50 },
    { name: "b", how: "once", value: 60, unit: "ms", target: 50 },
    { name: "c", how: "gzip 9", value: 1999.6, unit: "kB" },
  ]);
  assert.match(table, /\| a \| p95 of 30 \| 12\.3 ms \| ≤ 50\.0 ms \|/);
  assert.match(table, /\| b \| once \| 60\.0 ms \| ≤ 50\.0 ms \(missed\) \|/);
  assert.match(table, /\| c \| gzip 9 \| 2000 kB \|  \|/);
});

test("the table replaces the one before and nothing else", () => {
  const document = "# Figures\n\n<!-- figures -->\nold\n<!-- /figures -->\n\nend\n";
  const once = withFigures(document, "table", "today");
  assert.equal(once, "# Figures\n\n<!-- figures -->\ntoday\n\ntable\n<!-- /figures -->\n\nend\n");
  assert.equal(withFigures(once, "table", "today"), once);
  assert.throws(() => withFigures("no marks", "table", "today"), /marks/);
});
