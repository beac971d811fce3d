import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TenantConfig } from "@konsil/protocol";
import { findBasePort } from "../../../demo/homeservers/free-ports.ts";
import { startHomeservers, type Homeservers } from "../../../demo/homeservers/start-homeservers.ts";
import { staff } from "../../../demo/patients/staff.ts";
import { readAccounts, type DemoAccount } from "../../../demo/seed/accounts-file.ts";
import { seed } from "../../../demo/seed/seed.ts";
import { startSite, type Site } from "../../../demo/site/start-site.ts";
import { startSlowProxy, type SlowProxy } from "./slow-proxy.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface World {
  readonly folder: string;
  readonly homeservers: Homeservers;
  readonly site: Site;
  /** Of a seeded world. */
  readonly accounts: readonly DemoAccount[];
  /** In front of the client API of the practice, so that a test can hold back or cut what it likes. */
  readonly proxy: SlowProxy;
  /** From now on such requests to the frame host wait, all but the first few, until the returned function is called. */
  readonly holdBackFrame: (fits: RegExp, butFirst: number) => () => void;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly holdMs?: number;
  readonly askAfterMs?: number;
  readonly dist?: () => string;
  /** With the demo's conversations and recovery keys, not only its people. */
  readonly seeded?: boolean;
  /** Further portals of the practice. */
  readonly portalOrigins?: readonly string[];
}

/** Two real homeservers, the portals and the frame host, in a folder of their own, with the demo's staff. */
export async function buildWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "konsil-e2e-"));
  const port = await findBasePort();
  const python = process.env["KONSIL_PYTHON"] ?? join(root, ".cache/synapse/bin/python");
  const homeservers = await startHomeservers({ root: folder, basePort: port, python, log: () => undefined });
  const accountsFile = join(folder, "accounts.json");
  if (options.seeded) await seed({ homeservers, accountsFile, today: "2026-11-24", log: () => undefined });
  else for (const member of staff) await homeservers[member.site].registerUser(member);
  const proxy = await startSlowProxy(homeservers.sonnenallee.baseUrl);
  const change = (config: TenantConfig): TenantConfig => ({
    ...config,
    holdMs: options.holdMs ?? 0,
    askAfterMs: options.askAfterMs ?? config.askAfterMs,
    portalOrigins: [...config.portalOrigins, ...(options.portalOrigins ?? [])],
    ...(config.tenant === "nord" ? {} : { homeserver: { ...config.homeserver, baseUrl: proxy.url } }),
  });
  const gate = createGate();
  const site = await startSite({
    before: (host, path) => (host === "chat" ? gate.pass(path) : Promise.resolve()),
    port,
    distDir: options.dist ?? process.env["KONSIL_DIST"] ?? join(root, "dist"),
    homeservers,
    tenants: (configs) => configs.map(change),
  });
  return {
    folder,
    homeservers,
    site,
    accounts: (await readAccounts(accountsFile))?.accounts ?? [],
    proxy,
    holdBackFrame: gate.holdBack,
    stop: async () => {
      await site.stop();
      await proxy.stop();
      await homeservers.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createGate() {
  let held: { readonly fits: RegExp; left: number; readonly opened: Promise<void> } | null = null;
  return {
    async pass(path: string): Promise<void> {
      if (!held?.fits.test(path)) return;
      held.left -= 1;
      if (held.left < 0) await held.opened;
    },
    holdBack: (fits: RegExp, butFirst: number): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      held = { fits, left: butFirst, opened: promise };
      return () => {
        held = null;
        resolve(undefined);
      };
    },
  };
}
