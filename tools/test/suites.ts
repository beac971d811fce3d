import { globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "./run-command.ts";

/** A command whose exit code is its result. */
export interface Check {
  readonly kind: "check";
  readonly command: Command;
}
/** A command that writes its counts into the file of `KONSIL_COUNTS`. */
export interface Counted {
  readonly kind: "counted";
  readonly command: Command;
}
export type Step = Check | Counted;
export interface Suite {
  readonly name: string;
  /** Runs on the build: where that is older than its sources, it is made anew. */
  readonly onBuild?: true;
  steps(countsFile: string): readonly Step[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = (name: string): string => join(root, "node_modules", ".bin", name);
const MINUTE_MS = 60_000;

const check = (program: string, ...args: string[]): Check => ({
  kind: "check",
  command: { program, args, limitMs: 10 * MINUTE_MS },
});

const filesOf = (patterns: readonly string[], exclude: RegExp = /^$/): string[] =>
  globSync(patterns, { cwd: root, exclude: (name) => name === "node_modules" || name === "dist" })
    .filter((path) => !exclude.test(path))
    .sort();

const REPORTERS = ["--test-reporter=spec", "--test-reporter-destination=stdout"];
const COUNTING = `--test-reporter=${join(root, "tools", "test", "count-reporter.mjs")}`;

interface NodeRun {
  readonly files: readonly string[];
  readonly countsFile: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A test that hangs is a failed test; those with servers and browsers may take longer than those without. */
const hangingAfter = (flags: readonly string[]): string =>
  `--test-timeout=${String((flags.length > 0 ? 6 : 2) * MINUTE_MS)}`;

/** No files: nothing is counted, and a run that counts nothing has failed. */
function nodeTests({ files, countsFile, flags = [], env = {} }: NodeRun): Counted {
  const base = [
    "--conditions=source",
    "--disable-warning=ExperimentalWarning",
    "--test",
    hangingAfter(flags),
    ...flags,
  ];
  const args = [...base, ...REPORTERS, COUNTING, `--test-reporter-destination=${countsFile}`, ...files];
  const command = { program: process.execPath, args, env, limitMs: 15 * MINUTE_MS };
  return { kind: "counted", command: files.length > 0 ? command : { ...command, args: ["--eval", NO_FILES] } };
}
const NO_FILES = 'process.stdout.write("This suite has no tests.\\n"); process.exitCode = 1;';

function elementTests(browser: "chromium" | "firefox", countsFile: string): Counted {
  const args = ["--config", join(root, "tools", "test", "web-test-runner.config.mjs")];
  const env = { KONSIL_BROWSER: browser, KONSIL_COUNTS: countsFile };
  return { kind: "counted", command: { program: bin("web-test-runner"), args, env, limitMs: 10 * MINUTE_MS } };
}

/** Tests that run in a page: web-test-runner takes them. */
const IN_A_PAGE = /^packages\/elements\/|\.browser\.test\.ts$/;
/** The main path runs in both browsers, and what one of them needs more than the other; everything else in Chromium. */
const MAIN_PATH = /^test\/e2e\/(main-[a-z-]+|cold-paint)\.test\.ts$/;
// Clients of the SDK keep timers of their own after they were stopped.
const ONE_AT_A_TIME = ["--test-concurrency=1", "--test-force-exit"];

function endToEnd(countsFile: string): Counted[] {
  const files = filesOf(["test/e2e/**/*.test.ts"]);
  const run = (file: string, browser: string): Counted =>
    nodeTests({ files: [file], countsFile, flags: ONE_AT_A_TIME, env: { KONSIL_BROWSER: browser } });
  if (files.length === 0) return [nodeTests({ files, countsFile })];
  const wanted = process.env["KONSIL_BROWSER"];
  const inChromium = wanted === "firefox" ? [] : files.map((file) => run(file, "chromium"));
  const inFirefox =
    wanted === "chromium" ? [] : files.filter((file) => MAIN_PATH.test(file)).map((file) => run(file, "firefox"));
  return [...inChromium, ...inFirefox];
}

/** In the order in which they run: what fails fast first. */
export const SUITES: readonly Suite[] = [
  { name: "typecheck", steps: () => [check(bin("tsc"), "-b")] },
  {
    name: "lint",
    steps: () => [check(bin("eslint"), "."), check(bin("prettier"), "--check", "--log-level=warn", ".")],
  },
  {
    name: "build",
    steps: () => [check(bin("rollup"), "-c"), check(process.execPath, join(root, "tools", "sizes.mjs"))],
  },
  {
    name: "unit",
    steps: (countsFile) => {
      const files = filesOf(
        ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts", "test/bench/**/*.test.ts"],
        IN_A_PAGE,
      );
      return [nodeTests({ files, countsFile })];
    },
  },
  {
    name: "architecture",
    steps: (countsFile) => [nodeTests({ files: filesOf(["test/architecture/**/*.test.ts"]), countsFile })],
  },
  {
    name: "elements",
    steps: (countsFile) => [elementTests("chromium", countsFile), elementTests("firefox", countsFile)],
  },
  {
    name: "hostile",
    onBuild: true,
    steps: (countsFile) => [
      nodeTests({ files: filesOf(["test/hostile/**/*.test.ts"]), countsFile, flags: ONE_AT_A_TIME }),
    ],
  },
  {
    name: "demo",
    onBuild: true,
    steps: (countsFile) => [nodeTests({ files: filesOf(["demo/**/*.test.ts"]), countsFile, flags: ONE_AT_A_TIME })],
  },
  { name: "e2e", onBuild: true, steps: endToEnd },
];
