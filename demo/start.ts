import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfOlder, distFolder } from "./build-if-older.ts";
import { isPortFree, PORTS_EACH } from "./homeservers/free-ports.ts";
import { startHomeservers } from "./homeservers/start-homeservers.ts";
import { readAccounts } from "./seed/accounts-file.ts";
import { seed } from "./seed/seed.ts";
import { startSite } from "./site/start-site.ts";
import { parseStartOptions, type StartOptions } from "./start-options.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const stopping = new AbortController();
/** What runs, the newest last. */
const running: { stop(): Promise<void> }[] = [];

const log = (line: string): void => void process.stdout.write(`${line}\n`);

/** Ends what runs and then this process: for Ctrl-C, and when whoever started us is gone. */
async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  log("Stopping …");
  for (const part of running.reverse()) await part.stop();
  process.exit(0);
}

async function start(options: StartOptions): Promise<void> {
  await checkPorts(options.port);
  // Ports are part of the servers' names, and so of all that is written down.
  const folder = join(root, ".cache", "demo", String(options.port));
  const accountsFile = join(folder, "accounts.json");
  if (options.reset) await rm(folder, { recursive: true, force: true });
  const before = await readAccounts(accountsFile);
  // A first start that was cut short begins anew: half an account is of no use.
  if (before === undefined) await rm(folder, { recursive: true, force: true });
  const today = before?.today ?? new Date().toISOString().slice(0, 10);
  const building = buildIfOlder(root, stopping.signal, log);
  // Looked at below; until then a failure is not unhandled.
  building.catch(() => undefined);
  const homeservers = await startHomeservers({ root: folder, basePort: options.port, python: options.python, log });
  running.push(homeservers);
  await seed({ homeservers, accountsFile, today, log });
  await building;
  const site = await startSite({ port: options.port, distDir: distFolder(root), homeservers, accountsFile, today });
  running.push(site);
  log("");
  log(`Konsil is ready: ${site.origins.start}/ lists accounts, passwords and recovery keys.`);
  log(`  Praxis Sonnenallee  ${site.origins.sonnenallee}/`);
  log(`  Klinikum Nord       ${site.origins.nord}/`);
  log("Ctrl-C stops everything and keeps the data; npm start -- --reset begins anew.");
}

async function checkPorts(port: number): Promise<void> {
  for (let one = port; one < port + PORTS_EACH; one++) {
    if (!(await isPortFree(one))) {
      throw new Error(`Port ${String(one)} is taken: end what uses it, or choose others with npm start -- --port N.`);
    }
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
process.on("message", () => void stop());
process.on("disconnect", () => void stop());

try {
  await start(parseStartOptions(process.argv.slice(2)));
} catch (error) {
  if (!stopping.signal.aborted) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    for (const part of running.reverse()) await part.stop();
    process.exit(1);
  }
}
