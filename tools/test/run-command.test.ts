import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runCommand } from "./run-command.ts";

const node = process.execPath;
const never = new AbortController().signal;

/** Starts a grandchild that would live on, writes down its id, and ends itself or stays. */
const leaving = (file: string, after: string): string =>
  `const { spawn } = require("node:child_process");
   const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
   require("node:fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
   ${after}`;

/** A process that was killed may still be there as a shell without content, until its new parent looks. */
async function isRunning(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => "");
  return state !== "" && !/^\d+ \(.*\) [ZX]/.test(state);
}

async function untilEnded(pid: number): Promise<void> {
  while (await isRunning(pid)) await new Promise((resolve) => setImmediate(resolve));
}

test("the exit code comes back", async () => {
  assert.equal(await runCommand({ program: node, args: ["-e", "process.exit(3)"], limitMs: 60_000 }, never), 3);
});

test("what a command left running ends with it", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "run-")), "pid");
  const args = ["-e", leaving(file, "process.exit(0)")];
  assert.equal(await runCommand({ program: node, args, limitMs: 60_000 }, never), 0);
  await untilEnded(Number(await readFile(file, "utf8")));
});

test("a command that is stopped has failed, and nothing of it stays", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "run-")), "pid");
  const controller = new AbortController();
  const args = ["-e", leaving(file, "setInterval(() => {}, 1000);")];
  const running = runCommand({ program: node, args, limitMs: 60_000 }, controller.signal);
  let pid = "";
  while (pid === "") pid = await readFile(file, "utf8").catch(() => "");
  controller.abort();
  assert.equal(await running, 1);
  await untilEnded(Number(pid));
});

test("a command past its limit is ended", async () => {
  const args = ["-e", "setInterval(() => {}, 1000)"];
  assert.equal(await runCommand({ program: node, args, limitMs: 200 }, never), 1);
});
