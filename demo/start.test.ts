import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findBasePort, isPortFree, PORTS_EACH } from "./homeservers/free-ports.ts";
import type { AccountsFile } from "./seed/accounts-file.ts";
import { askSite } from "./testing/ask-site.ts";
import { MatrixAccount } from "./testing/matrix-account.ts";
import { until } from "./testing/until.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const BUILT = ["site/frame.html", "embed/konsil.js", "embed/konsil-embed.js"];

let port: number;
let dist: string;
let demo: ChildProcess;
let output = "";

before(async () => {
  port = await findBasePort();
  dist = await mkdtemp(join(tmpdir(), "konsil-dist-"));
  // Newer than every source: nothing is built here.
  for (const path of BUILT) {
    await mkdir(join(dist, path, ".."), { recursive: true });
    await writeFile(join(dist, path), "built");
  }
});
// A test that failed half way leaves its demo behind.
afterEach(async () => {
  signalGroup("SIGKILL");
  await hasEnded();
});
after(async () => {
  await rm(dist, { recursive: true });
  await rm(join(root, ".cache", "demo", String(port)), { recursive: true, force: true });
});

/** A group of its own, as a terminal gives it one: Ctrl-C goes to all of it. */
function start(...args: string[]): void {
  output = "";
  demo = spawn(process.execPath, ["tools/start.mjs", "--port", String(port), ...args], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, KONSIL_DIST: dist },
  });
  const hear = (chunk: Buffer): void => void (output += chunk.toString());
  demo.stdout?.on("data", hear);
  demo.stderr?.on("data", hear);
}

function signalGroup(signal: NodeJS.Signals): void {
  try {
    if (demo.pid !== undefined) process.kill(-demo.pid, signal);
  } catch {
    // Gone already.
  }
}

async function hasEnded(): Promise<void> {
  await until("the demo ends", () => demo.exitCode !== null || demo.signalCode !== null);
  await until("all ports are free", async () => (await takenPorts()).length === 0);
  await until("no process is left", async () => (await processesOf(String(port))).length === 0);
}

async function takenPorts(): Promise<number[]> {
  const ports = Array.from({ length: PORTS_EACH }, (_, index) => port + index);
  const free = await Promise.all(ports.map(isPortFree));
  return ports.filter((_, index) => free[index] === false);
}

/** Command lines with this word in them, where the system shows them as files. */
async function processesOf(word: string): Promise<string[]> {
  if (!existsSync("/proc/self/cmdline")) return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  return lines.filter((line) => line.includes(word));
}

const isReady = (): Promise<void> =>
  until("the demo is ready", () => output.includes("Konsil is ready") || demo.exitCode !== null, 120_000);

async function accounts(): Promise<AccountsFile> {
  return JSON.parse(await readFile(join(root, ".cache/demo", String(port), "accounts.json"), "utf8")) as AccountsFile;
}

/** What the servers hold for a person: rooms and events seen by a new device. */
async function stateOf(site: "sonnenallee" | "nord", user: string, password: string) {
  const baseUrl = `http://127.0.0.1:${String(port + (site === "sonnenallee" ? 1 : 2))}`;
  const account = await MatrixAccount.signIn({ baseUrl }, user, password);
  type Sync = {
    rooms: { join: Record<string, { timeline: { events: { event_id: string; type: string }[] } }>; invite?: object };
  };
  const filter = encodeURIComponent(JSON.stringify({ room: { timeline: { limit: 200 } } }));
  const { rooms } = await account.ask<Sync>("GET", `client/v3/sync?filter=${filter}`);
  const events = Object.values(rooms.join).flatMap(({ timeline }) => timeline.events);
  return {
    rooms: Object.keys(rooms.join).sort(),
    events: events.map(({ event_id }) => event_id).sort(),
    types: events.map(({ type }) => type).sort(),
    invitations: Object.keys(rooms.invite ?? {}).length,
  };
}

test("[D9] [D10] one command starts all; Ctrl-C ends all; a second start finds what the first has made", async () => {
  start();
  await isReady();
  assert.match(output, new RegExp(`Konsil is ready: http://localhost:${String(port)}/`), output);
  assert.ok((await processesOf(String(port))).length > 0, "the search for processes finds what runs");
  const page = await askSite({ port, host: "localhost", path: "/" });
  const made = await accounts();
  for (const { recoveryKey, displayName } of made.accounts) {
    assert.match(recoveryKey, /^Es\w\w( \w{4}){11}$/);
    assert.ok(page.text.includes(recoveryKey));
    assert.ok(page.text.includes(displayName));
  }
  const before = await stateOf("sonnenallee", "brandt", "sonne-brandt");
  assert.equal(before.rooms.length, 5);
  assert.ok(!before.types.includes("m.room.message"), "no message is in clear");
  assert.ok(before.types.filter((type) => type === "m.room.encrypted").length >= 20);
  const invited = await stateOf("sonnenallee", "hohenstein", "sonne-hohenstein");
  assert.equal(invited.invitations, 1);

  signalGroup("SIGINT");
  await hasEnded();
  assert.equal(demo.exitCode, 0, output);

  start();
  await isReady();
  assert.doesNotMatch(output, /Making accounts|Conversation/);
  assert.deepEqual(await accounts(), made);
  assert.deepEqual(await stateOf("sonnenallee", "brandt", "sonne-brandt"), before);

  // The first process dies without a word: the others notice.
  demo.kill("SIGKILL");
  await hasEnded();
});

test("[D9] Ctrl-C in the middle of a first start leaves nothing behind, and the next start begins anew", async () => {
  start("--reset");
  await until("accounts are being made", () => output.includes("Making accounts"), 60_000);
  signalGroup("SIGINT");
  await hasEnded();
  await assert.rejects(accounts(), { code: "ENOENT" });
});

test("a taken port is said in one sentence", async () => {
  const { createServer } = await import("node:net");
  const server = createServer().listen(port, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  start();
  await until("the demo ends", () => demo.exitCode !== null);
  server.close();
  assert.equal(demo.exitCode, 1);
  assert.match(output, new RegExp(`^Port ${String(port)} is taken: .*--port N\\.\n$`));
});
