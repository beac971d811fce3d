import assert from "node:assert/strict";
import { test } from "node:test";
import { nextStep, UNCLEAR_AFTER_MS, type StepContext } from "./next-step.ts";
import { SESSION, textEntry, TIME } from "./outbox-fixtures.ts";
import type { OutboxRecord, Progress } from "./outbox-record.ts";

const context = (change: Partial<StepContext> = {}): StepContext => ({
  now: TIME,
  hostSession: SESSION,
  fromDisk: false,
  lookedUp: false,
  ...change,
});
const record = (progress: Progress, notBefore = TIME): OutboxRecord => ({
  entry: textEntry({ notBefore }),
  order: 1,
  progress,
  file: null,
});
const OLD = TIME + 30 * 60_000;
const OTHER = { hostSession: "another" };

test("[O7] [M2] a row waits out its hold; one whose hold was cut asks", () => {
  const held = record({ at: "held" }, TIME + 5000);
  assert.deepEqual(nextStep(held, context()), { do: "wait", until: TIME + 5000 });
  assert.deepEqual(nextStep(held, context({ now: TIME + 5000 })), { do: "end-hold" });
  assert.deepEqual(nextStep(held, context({ fromDisk: true })), { do: "ask", reason: "cut" });
  assert.deepEqual(nextStep(held, context({ fromDisk: true, now: OLD })), { do: "ask", reason: "cut" });
});

test("[O7] [M2] old rows and rows of another session ask before they leave", () => {
  const queued = record({ at: "queued" });
  assert.deepEqual(nextStep(queued, context({ fromDisk: true, now: OLD - 1 })), { do: "send" });
  assert.deepEqual(nextStep(queued, context({ now: OLD })), { do: "ask", reason: "old" });
  assert.deepEqual(nextStep(queued, context(OTHER)), { do: "ask", reason: "other-session" });
  assert.deepEqual(nextStep(record({ at: "held" }), context(OTHER)), { do: "ask", reason: "other-session" });
});

test("[O8] [M2] a row that may have left is sent again while fresh, else looked for and then asks", () => {
  const claimed = record({ at: "claimed", since: TIME });
  assert.deepEqual(nextStep(claimed, context({ fromDisk: true })), { do: "send" });
  for (const stale of [{ now: OLD }, OTHER]) {
    assert.deepEqual(nextStep(claimed, context(stale)), { do: "look-up" });
  }
  const seen = { lookedUp: true };
  assert.deepEqual(nextStep(claimed, context({ ...seen, now: OLD })), { do: "ask", reason: "old" });
  assert.deepEqual(nextStep(claimed, context({ ...seen, ...OTHER })), { do: "ask", reason: "other-session" });
  const unclear = { ...seen, now: TIME + UNCLEAR_AFTER_MS };
  assert.deepEqual(nextStep(claimed, context(unclear)), { do: "ask", reason: "unclear" });
});

test("[O2] failed and sent rows wait for a person or for nothing", () => {
  const failed = record({ at: "failed", code: "forbidden", canRetry: true });
  assert.deepEqual(nextStep(failed, context({ now: OLD })), { do: "nothing" });
});
