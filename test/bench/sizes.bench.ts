import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measure } from "./measure.ts";

interface Size {
  readonly rawBytes: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
}
/** As `tools/sizes.mjs` writes it. */
interface SizeReport {
  readonly totals: Readonly<Record<string, Size>>;
  readonly budgets: Readonly<Record<string, Partial<Size>>>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const WAYS = { rawBytes: "raw", gzipBytes: "gzip 9", brotliBytes: "brotli 11" } as const;

/** What a visitor downloads, from the report of the build. */
export async function measure(): Promise<readonly Measure[]> {
  const file = join(resolve(root, process.env["KONSIL_DIST"] ?? "dist"), "sizes.json");
  const { totals, budgets } = JSON.parse(await readFile(file, "utf8")) as SizeReport;
  return Object.entries(totals).flatMap(([name, size]) =>
    (Object.keys(WAYS) as (keyof Size)[]).map((way): Measure => {
      const budget = budgets[name]?.[way];
      const target = budget === undefined ? {} : { target: budget / 1000 };
      return { name, value: size[way] / 1000, unit: "kB", how: WAYS[way], ...target };
    }),
  );
}
