/** One number that is reported, with what it should be. Times are of this machine: read them beside their `how`. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: "kB" | "ms" | "×" | "requests";
  /** At most. */
  readonly target?: number;
  /** What was measured, in a few words: browser, runs, percentile. */
  readonly how: string;
}

/** A file `*.bench.ts` exports `measure`. Whatever it starts ends before it returns, or with the signal. */
export interface BenchModule {
  measure(signal: AbortSignal): Promise<readonly Measure[]>;
}

/** Nearest rank, of at least one value. @param share 0.95 for p95 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
  const value = sorted[rank];
  if (value === undefined) throw new Error("no values");
  return value;
}
