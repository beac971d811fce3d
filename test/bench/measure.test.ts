import assert from "node:assert/strict";
import { test } from "node:test";
import { percentile } from "./measure.ts";

test("a percentile is one of the values, by nearest rank", () => {
  const values = [5, 1, 4, 2, 3];
  assert.equal(percentile(values, 0.5), 3);
  assert.equal(percentile(values, 0.95), 5);
  assert.equal(percentile(values, 0), 1);
  assert.equal(percentile([7], 0.5), 7);
  assert.throws(() => percentile([], 0.5), /no values/);
});
