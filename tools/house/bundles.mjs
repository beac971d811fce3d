import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * @typedef {{ name: string, isEntry: boolean, imports: string[], dynamicImports: string[], referencedFiles: string[],
 *   modules: { id: string, renderedBytes: number }[] }} ReportedChunk
 * @typedef {Record<string, ReportedChunk>} BundleReport
 */

/** What the build wrote about a part. @param {string} dist @param {"site" | "konsil" | "konsil-embed"} part @returns {Promise<BundleReport>} */
export async function readReport(dist, part) {
  return JSON.parse(await readFile(join(dist, "reports", `modules.${part}.json`), "utf8"));
}

/**
 * A file and all that it leads to over these kinds of edges.
 * @param {BundleReport} report @param {string} start @param {("imports" | "dynamicImports" | "referencedFiles")[]} edges
 * @returns {string[]}
 */
export function filesBehind(report, start, edges) {
  const seen = new Set([start]);
  for (const file of seen) {
    const chunk = report[file];
    if (chunk !== undefined) for (const edge of edges) for (const next of chunk[edge]) seen.add(next);
  }
  return [...seen];
}
