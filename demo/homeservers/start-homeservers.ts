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
    for (const [index, site] of SITES.entries()) started.push(await startSite(site, index, options));
  } catch (error) {
    await Promise.all(started.map((server) => server.stop()));
    throw error;
  }
  const [sonnenallee, nord] = started;
  if (!sonnenallee || !nord) throw new Error("homeservers");
  return {
    sonnenallee,
    nord,
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
  options.log(`Server ${site.name} antwortet: ${server.baseUrl} (${server.serverName})`);
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
  log(`Server ${site.name} antwortet: ${baseUrl} (${serverName})`);
  return {
    ...site,
    baseUrl,
    serverName,
    folder: null,
    registerUser: (user) => registerUser(baseUrl, secret, user),
    stop: () => Promise.resolve(),
  };
}
