import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfOlder } from "../../demo/build-if-older.ts";
import { NOTHING, ONE_FAILED, plus, takeCounts, type Counts } from "./counts.ts";
import { runCommand } from "./run-command.ts";
import { SUITES, type Step, type Suite } from "./suites.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, ".cache", "test");
const countsFile = join(cache, `counts-${String(process.pid)}.jsonl`);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Interrupts come as a message of the parent, or as its end. */
function untilStopped(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  process.on("message", stop);
  process.on("disconnect", stop);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stop);
  return controller.signal;
}

async function runStep({ kind, command }: Step, signal: AbortSignal): Promise<Counts> {
  const exitCode = await runCommand(command, signal);
  if (kind === "counted") return takeCounts(countsFile, exitCode);
  return exitCode === 0 ? { passed: 1, failed: 0 } : ONE_FAILED;
}

async function runSuite(suite: Suite, signal: AbortSignal): Promise<Counts> {
  say(`\n── ${suite.name} ${"─".repeat(60 - suite.name.length)}`);
  let counts = NOTHING;
  for (const step of suite.steps(countsFile)) {
    if (signal.aborted) break;
    counts = plus(counts, await runStep(step, signal));
  }
  return counts;
}

function chosen(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    say(`There is no suite ${unknown.join(", ")}. There are: ${SUITES.map((suite) => suite.name).join(", ")}.`);
    process.exit(2);
  }
  return names.length === 0 ? SUITES : SUITES.filter((suite) => names.includes(suite.name));
}

async function main(): Promise<void> {
  const suites = chosen(process.argv.slice(2));
  const signal = untilStopped();
  mkdirSync(cache, { recursive: true });
  let total = NOTHING;
  const lines: string[] = [];
  const isBuilt = suites.some((suite) => suite.name === "build");
  if (!isBuilt && suites.some((suite) => suite.onBuild)) await buildIfOlder(root, signal, say);
  for (const suite of suites) {
    if (signal.aborted) break;
    const startedAt = performance.now();
    const counts = await runSuite(suite, signal);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    lines.push(
      `${suite.name.padEnd(14)}${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed ${seconds.padStart(5)} s`,
    );
    total = plus(total, counts);
  }
  if (signal.aborted) {
    say("\nInterrupted.");
    process.exit(130);
  }
  say(`\n${lines.join("\n")}\n\n${String(total.passed)} passed, ${String(total.failed)} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
}

process.chdir(root);
await main();
