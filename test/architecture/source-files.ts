import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface SourceFile {
  /** In the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

const OURS = ["packages", "extension", "demo", "test", "tools", "docs", ".ci"];
const MADE = new Set(["node_modules", "dist", ".cache", "coverage", "test-results", "__pycache__"]);
const TEXT = /\.(?:ts|mjs|js|json|md|html|css|svg|py|txt|yaml|yml|sh)$|(?:^|\/)(?:run|LICENSE|\.gitignore)$/;

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

const repositoryPath = (file: string): string => relative(root, file).split(sep).join("/");

/** Whatever people wrote: all texts of the repository, without what is installed or made. */
export async function readSources(pattern: RegExp = TEXT): Promise<SourceFile[]> {
  const top = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile());
  const nested = await Promise.all(OURS.map((folder) => filesIn(join(root, folder))));
  const files = [...top.map((entry) => join(root, entry.name)), ...nested.flat()];
  const wanted = files.filter((file) => TEXT.test(repositoryPath(file)) && pattern.test(repositoryPath(file)));
  return Promise.all(wanted.map(async (file) => ({ path: repositoryPath(file), text: await readFile(file, "utf8") })));
}
