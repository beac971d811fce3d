import assert from "node:assert/strict";
import { test } from "node:test";
import { describeAge, formatDate } from "./describe-patient.ts";
import { de } from "./words/de.ts";
import { en } from "./words/en.ts";

const now = Date.parse("2026-11-24T09:00:00Z");

test("[P8] ages: days under 28 days, months under 2 years, years after", () => {
  assert.equal(describeAge("2026-11-23", now, de), "1 Tag");
  assert.equal(describeAge("2026-10-28", now, de), "27 Tage");
  assert.equal(describeAge("2026-10-27", now, en), "0 mo");
  assert.equal(describeAge("2024-11-25", now, de), "23 Mon.");
  assert.equal(describeAge("2024-11-24", now, de), "2 J.");
  assert.equal(describeAge("1964-11-25", now, en), "61 y");
});

test("[P8] a partial birth date stays partial and has no age", () => {
  assert.equal(formatDate("1948", "de"), "1948");
  assert.equal(formatDate("1931-03", "de"), "03.1931");
  assert.equal(formatDate("1931-03", "en"), "Mar 1931");
  assert.equal(formatDate("1964-08-12", "en"), "12 Aug 1964");
  assert.equal(describeAge("1948", now, de), null);
});
