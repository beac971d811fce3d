import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join, resolve as resolvePath } from "node:path";

const SOURCES = [
  "packages",
  "extension",
  "tools/rollup",
  "rollup.config.mjs",
  "tsconfig.base.json",
  "package-lock.json",
];
const NOT_SOURCES = new Set(["dist", "node_modules", ".cache"]);
const RESULTS = ["site/frame.html", "embed/konsil.js", "embed/konsil-embed.js"];

/** Where the build goes: the same variable tells it to the build itself. */
export const distFolder = (root: string): string => resolvePath(root, process.env.KONSIL_DIST ?? "dist");

/** Bundles the frame and the scripts for the host page, unless the last build is newer than every source. */
export async function buildIfOlder(root: string, signal: AbortSignal, log: (line: string) => void): Promise<void> {
  const built = await Promise.all(RESULTS.map((path) => changedAt(join(distFolder(root), path))));
  const newest = Math.max(...(await Promise.all(SOURCES.map((path) => newestIn(join(root, path))))));
  if (Math.min(...built) > newest) return;
  log("Building the chat (half a minute) …");
  await rollup(root, signal);
}

function rollup(root: string, signal: AbortSignal): Promise<void> {
  const script = join(root, "node_modules", "rollup", "dist", "bin", "rollup");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, "-c", "--silent"], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      signal,
    });
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The build failed:\n${words}`));
    });
  });
}

async function newestIn(path: string): Promise<number> {
  const own = await stat(path).catch(() => undefined);
  if (!own?.isDirectory()) return own?.mtimeMs ?? 0;
  const entries = await readdir(path, { withFileTypes: true });
  const inside = entries
    .filter(({ name }) => !NOT_SOURCES.has(name) && !name.endsWith(".tsbuildinfo") && !name.endsWith(".md"))
    .map((entry) => (entry.isDirectory() ? newestIn(join(path, entry.name)) : changedAt(join(path, entry.name))));
  return Math.max(0, ...(await Promise.all(inside)));
}

/** 0 when there is no such file. */
async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
