import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface ReportedChunk {
  readonly name: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly referencedFiles: readonly string[];
  readonly modules: readonly { readonly id: string; readonly renderedBytes: number }[];
}
export type BundleReport = Readonly<Record<string, ReportedChunk>>;
export type BundlePart = "site" | "konsil" | "konsil-embed";
type Edge = "imports" | "dynamicImports" | "referencedFiles";

/** What the build wrote about a part. */
export async function readReport(dist: string, part: BundlePart): Promise<BundleReport> {
  // Written by our own build a moment ago.
  return JSON.parse(await readFile(join(dist, "reports", `modules.${part}.json`), "utf8")) as BundleReport;
}

/** A file and all that it leads to over these kinds of edges. */
export function filesBehind(report: BundleReport, start: string, edges: readonly Edge[]): string[] {
  const seen = new Set([start]);
  for (const file of seen) {
    for (const edge of edges) for (const next of report[file]?.[edge] ?? []) seen.add(next);
  }
  return [...seen];
}
