/**
 * `npm run bench [-- --write] [name …]`: builds, measures, prints a table; `--write` puts it into docs/figures.md. Names choose
 * files of test/bench.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { endWithSentence, ensureBrowsers, ensureNodeModules, ensureSynapse, root, runUnderNode } from "./ensure.mjs";

try {
  ensureNodeModules();
  ensureSynapse();
  const { chromium, firefox } = ensureBrowsers();
  Object.assign(process.env, { KONSIL_CHROMIUM: chromium, KONSIL_FIREFOX: firefox });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["run", "build"], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  process.exitCode = await runUnderNode(join(root, "tools", "bench", "run-bench.ts"), process.argv.slice(2));
} catch (error) {
  endWithSentence(error);
}
