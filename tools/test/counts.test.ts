import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { takeCounts, type Counts } from "./counts.ts";

async function taken(lines: readonly object[], exitCode: number): Promise<Counts> {
  const file = join(await mkdtemp(join(tmpdir(), "counts-")), "counts.jsonl");
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const counts = await takeCounts(file, exitCode);
  assert.ok(!existsSync(file));
  return counts;
}

test("runs add up", async () => {
  const lines = [
    { passed: 3, failed: 0, notRun: 0 },
    { passed: 2, failed: 1, notRun: 0 },
  ];
  assert.deepEqual(await taken(lines, 1), { passed: 5, failed: 1 });
});

test("a skipped test is a failed one", async () => {
  assert.deepEqual(await taken([{ passed: 3, failed: 0, notRun: 2 }], 0), { passed: 3, failed: 2 });
});

test("a run that breaks, says nothing or has no tests has failed", async () => {
  assert.deepEqual(await taken([{ passed: 3, failed: 0, notRun: 0 }], 1), { passed: 3, failed: 1 });
  assert.deepEqual(await taken([], 0), { passed: 0, failed: 1 });
  assert.deepEqual(await takeCounts(join(tmpdir(), "there-is-no-such-file"), 0), { passed: 0, failed: 1 });
});
