import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applyOperations, diffRows } from "./stream.ts";

interface Row {
  readonly key: string;
  readonly text: number;
}
const rows = fc.uniqueArray(
  fc.record(
    { key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"), text: fc.nat(3) },
    { noNullPrototype: true },
  ),
  {
    selector: (row: Row) => row.key,
  },
);
const isSame = (a: Row, b: Row): boolean => a.text === b.text;

test("[Q2] operations turn any rows into any other rows", () => {
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const operations = diffRows<Row>(before, after, (row) => row.key, isSame);
      assert.deepEqual(applyOperations(before, operations), after);
    }),
  );
});

test("[Q2] appending and prepending cost one operation a row", () => {
  const before = ["c", "d"].map((key) => ({ key, text: 0 }));
  const after = [{ key: "a", text: 0 }, { key: "b", text: 0 }, ...before, { key: "e", text: 0 }];
  const operations = diffRows<Row>(before, after, (row) => row.key, isSame);
  assert.deepEqual(
    operations.map(({ op }) => op),
    ["insert", "insert", "insert"],
  );
});

test("[Q2] an index outside the list asks for a new snapshot", () => {
  assert.throws(() => applyOperations<Row>([], [{ op: "delete", index: 0 }]), RangeError);
  assert.throws(() => applyOperations<Row>([], [{ op: "update", index: 1, row: { key: "a", text: 0 } }]), RangeError);
});
