import { readFile, rm } from "node:fs/promises";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0 };
export const ONE_FAILED: Counts = { passed: 0, failed: 1 };

export const plus = (one: Counts, other: Counts): Counts => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
});

/** What the reporters write: a line of JSON per run. */
interface Reported {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
}

const isReported = (value: unknown): value is Reported =>
  typeof value === "object" && value !== null && "passed" in value && "failed" in value && "notRun" in value;

/**
 * Reads what a run reported and takes the file away. A test that was skipped counts as failed, and so does a run that ended
 * badly without a failed test or ran none at all.
 */
export async function takeCounts(file: string, exitCode: number): Promise<Counts> {
  const text = await readFile(file, "utf8").catch(() => "");
  await rm(file, { force: true });
  let counts = NOTHING;
  for (const line of text.split("\n").filter((it) => it !== "")) {
    const reported: unknown = JSON.parse(line);
    if (isReported(reported)) {
      counts = plus(counts, { passed: reported.passed, failed: reported.failed + reported.notRun });
    }
  }
  const isSilentFailure = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return isSilentFailure ? plus(counts, ONE_FAILED) : counts;
}
