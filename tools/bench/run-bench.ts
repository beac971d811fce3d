import { globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BenchModule, Measure } from "../../test/bench/measure.ts";
import { figuresTable, withFigures } from "./figures-table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FIGURES = join(root, "docs", "figures.md");

async function measureAll(names: readonly string[], signal: AbortSignal): Promise<Measure[]> {
  const files = globSync("test/bench/*.bench.ts", { cwd: root }).sort();
  const wanted = files.filter((file) => names.length === 0 || names.includes(basename(file, ".bench.ts")));
  const measures: Measure[] = [];
  for (const file of wanted) {
    process.stdout.write(`Measuring ${basename(file, ".bench.ts")} …\n`);
    const bench = (await import(pathToFileURL(join(root, file)).href)) as BenchModule;
    measures.push(...(await bench.measure(signal)));
  }
  return measures;
}

const controller = new AbortController();
for (const event of ["message", "disconnect", "SIGINT", "SIGTERM"] as const) {
  process.on(event, () => {
    controller.abort();
  });
}
const args = process.argv.slice(2);
const measures = await measureAll(
  args.filter((arg) => !arg.startsWith("--")),
  controller.signal,
);
const table = figuresTable(measures);
process.stdout.write(`\n${table}\n`);
if (args.includes("--write")) {
  const day = new Date().toISOString().slice(0, 10);
  const taken = `Taken on ${day}, ${process.platform}, ${String(availableParallelism())} cores, Node ${process.versions.node}.`;
  await writeFile(FIGURES, withFigures(await readFile(FIGURES, "utf8"), table, taken));
}
process.exit(0);
