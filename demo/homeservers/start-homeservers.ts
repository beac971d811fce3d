import { registerUser, startHomeserver, untilReady, type Homeserver } from "./homeserver.ts";
import type { HomeserverPlan } from "./homeserver-config.ts";

export interface HomeserversOptions {
  /** Folder for keys, databases and media. Kept over restarts. */
  readonly root: string;
  /** First of six ports: web, two client APIs, two federation ports. */
  readonly basePort: number;
  /** Python with matrix-synapse. */
  readonly python: string;
  readonly log: (line: string) => void;
}

export interface Homeservers {
  readonly sonnenallee: Homeserver;
  readonly nord: Homeserver;
  /** Both, in this order. */
  readonly sites: readonly [Homeserver, Homeserver];
  stop(): Promise<void>;
}

const SITES = [
  { id: "sonnenallee", name: "Praxis Sonnenallee" },
  { id: "nord", name: "Klinikum Nord" },
] as const;

/** Two homeservers that federate on loopback: started here, or named by the environment. */
export async function startHomeservers(options: HomeserversOptions): Promise<Homeservers> {
  const started: Homeserver[] = [];
  try {
    // Together: each takes two seconds, most of it loading Python.
    const starting = SITES.map(async (site, index) => {
      started[index] = await startSite(site, index, options);
    });
    const failed = (await Promise.allSettled(starting)).find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;
  } catch (error) {
    await Promise.all(started.map((server) => server.stop()));
    throw error;
  }
  const [sonnenallee, nord] = started;
  if (!sonnenallee || !nord) throw new Error("homeservers");
  return {
    sonnenallee,
    nord,
    sites: [sonnenallee, nord],
    stop: async () => {
      await Promise.all(started.map((server) => server.stop()));
    },
  };
}

async function startSite(
  site: (typeof SITES)[number],
  index: number,
  options: HomeserversOptions,
): Promise<Homeserver> {
  const named = process.env[`KONSIL_HOMESERVER_${site.id.toUpperCase()}`];
  if (named !== undefined) return namedHomeserver(site, named, options.log);
  const plan: HomeserverPlan = {
    ...site,
    clientPort: options.basePort + 1 + index,
    federationPort: options.basePort + 3 + index,
    folder: `${options.root}/${site.id}`,
    registrationSecret: `demo-${site.id}`,
  };
  const server = await startHomeserver(plan, options.python);
  options.log(`Homeserver ${site.name} answers: ${server.baseUrl} (${server.serverName})`);
  return server;
}

/** `KONSIL_HOMESERVER_<SITE>=<base url> <server name> <registration secret>` */
async function namedHomeserver(
  site: (typeof SITES)[number],
  named: string,
  log: (line: string) => void,
): Promise<Homeserver> {
  const [baseUrl, serverName, secret] = named.trim().split(/\s+/);
  if (!baseUrl || !serverName || !secret) {
    throw new Error(`KONSIL_HOMESERVER_${site.id.toUpperCase()} needs: <base url> <server name> <registration secret>`);
  }
  await untilReady(baseUrl, null, () => "");
  log(`Homeserver ${site.name} answers: ${baseUrl} (${serverName})`);
  return {
    ...site,
    baseUrl,
    serverName,
    folder: null,
    registerUser: (user) => registerUser(baseUrl, secret, user),
    stop: () => Promise.resolve(),
  };
}
