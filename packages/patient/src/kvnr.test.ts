import assert from "node:assert/strict";
import { test } from "node:test";
import { isKvnrPlausible } from "./kvnr.ts";

test("[K11] the check digit of a KVNR is counted over the letter and the eight digits after it", () => {
  for (const kvnr of ["A123456780", "J012345677"]) assert.equal(isKvnrPlausible(kvnr), true, kvnr);
  // Well-known sample numbers: wrong by their digit, so that this can only ever warn.
  for (const kvnr of ["A123456789", "A999999999", "a123456780", "A12345678", "", "1234567890"]) {
    assert.equal(isKvnrPlausible(kvnr), false, kvnr);
  }
});
