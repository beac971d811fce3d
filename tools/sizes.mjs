/**
 * What a visitor downloads, against its budget: `dist/sizes.json` and a table. Ends with 1 when a budget is exceeded.
 * `--write` puts .br and .gz beside the files, for a server that hands them out.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compressed } from "./compressed.mjs";
import { filesBehind, readReport } from "./house/bundles.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = resolve(root, process.env.KONSIL_DIST ?? "dist");
const cache = join(root, ".cache", "compressed");

/** @typedef {{ rawBytes: number, gzipBytes: number, brotliBytes: number }} Size */

/** In bytes. @type {Record<string, Partial<Size>>} */
const BUDGETS = {
  "loader on the host page": { gzipBytes: 3 * 1024 },
  "host page after first use": { gzipBytes: 40 * 1024 },
  "frame page": { brotliBytes: 110_000 },
  "cold to a usable room": { brotliBytes: 1_700_000 },
};

async function servedFiles(folder) {
  const entries = await readdir(join(dist, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.(map|br|gz)$/.test(entry.name));
  return files.map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1)).sort();
}

/** @returns {Promise<Size>} */
async function sizeOf(file) {
  const bytes = await readFile(join(dist, file));
  const [gz, br] = await Promise.all([compressed(bytes, "gz", cache), compressed(bytes, "br", cache)]);
  if (process.argv.includes("--write")) {
    await Promise.all([writeFile(join(dist, `${file}.gz`), gz), writeFile(join(dist, `${file}.br`), br)]);
  }
  return { rawBytes: bytes.length, gzipBytes: gz.length, brotliBytes: br.length };
}

/** @param {Size[]} sizes @returns {Size} */
const sum = (sizes) => ({
  rawBytes: sizes.reduce((total, size) => total + size.rawBytes, 0),
  gzipBytes: sizes.reduce((total, size) => total + size.gzipBytes, 0),
  brotliBytes: sizes.reduce((total, size) => total + size.brotliBytes, 0),
});

/** Which files belong to which budget. The cold path counts whatever the frame and the worker can ask for. */
async function groups() {
  const site = await readReport(dist, "site");
  const [entry] = Object.entries(site).find(([, chunk]) => chunk.isEntry && chunk.name === "frame") ?? [];
  if (entry === undefined) throw new Error("no frame in the build");
  const inSite = (files) => files.map((file) => join("site", file));
  const page = ["site/frame.html", ...inSite(filesBehind(site, entry, ["imports"]))];
  const all = inSite(filesBehind(site, entry, ["imports", "dynamicImports", "referencedFiles"]));
  return {
    "loader on the host page": ["embed/konsil.js"],
    "host page after first use": ["embed/konsil.js", "embed/konsil-embed.js"],
    "frame page": page,
    "cold to a usable room": ["embed/konsil.js", "embed/konsil-embed.js", "site/frame.html", ...all],
  };
}

const kilo = (bytes) => (bytes / 1000).toFixed(1).padStart(9);

function line(name, size, budget = {}) {
  const over = Object.keys(budget).filter((key) => size[key] > budget[key]);
  const limit = Object.entries(budget).map(([key, bytes]) => `${key.replace("Bytes", "")} ≤ ${kilo(bytes).trim()}`);
  const verdict = limit.length === 0 ? "" : `  ${limit.join(", ")}${over.length > 0 ? "  EXCEEDED" : ""}`;
  process.stdout.write(`${kilo(size.rawBytes)}${kilo(size.gzipBytes)}${kilo(size.brotliBytes)}  ${name}${verdict}\n`);
  return over.length === 0;
}

const names = [...(await servedFiles("embed")), ...(await servedFiles("site"))];
const files = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await sizeOf(name)])));
process.stdout.write("       kB       gz       br\n");
for (const [name, size] of Object.entries(files)) line(name, size);
const totals = {};
let isWithin = true;
for (const [name, members] of Object.entries(await groups())) {
  totals[name] = sum(members.map((member) => files[member]));
  isWithin = line(name, totals[name], BUDGETS[name]) && isWithin;
}
await writeFile(join(dist, "sizes.json"), `${JSON.stringify({ files, totals, budgets: BUDGETS }, null, 2)}\n`);
if (!isWithin) {
  process.stdout.write("A size budget is exceeded.\n");
  process.exitCode = 1;
}
