import type { TenantConfig } from "@konsil/protocol";
import type { SiteOrigins } from "./site-origins.ts";

/** What a tenant has to know of a homeserver. */
export interface ServerAddress {
  readonly baseUrl: string;
  readonly serverName: string;
}
export interface ServerAddresses {
  readonly sonnenallee: ServerAddress;
  readonly nord: ServerAddress;
}

/** The branch has its own tenant at the portal of the same practice: its numbers are its own (safety P1). */
export const BRANCH = "sonnenallee-2";

/** The one file of each tenant. Its policy and its `config.json` are made from it (safety F1). */
export function tenantConfigs(origins: SiteOrigins, servers: ServerAddresses): TenantConfig[] {
  const common = {
    v: 1 as const,
    organisations: {
      [servers.sonnenallee.serverName]: "Praxis Sonnenallee",
      [servers.nord.serverName]: "Klinikum Nord",
    },
    requireHostUser: true,
    holdMs: 5000,
    askAfterMs: 30 * 60_000,
    frameClosesWithChart: false,
  };
  const address = ({ baseUrl, serverName }: ServerAddress) => ({ baseUrl, serverName });
  const sonnenallee = { homeserver: address(servers.sonnenallee), portalOrigins: [origins.sonnenallee] };
  return [
    { ...common, ...sonnenallee, tenant: "sonnenallee", name: "Praxis Sonnenallee" },
    { ...common, ...sonnenallee, tenant: BRANCH, name: "Praxis Sonnenallee, Zweigstelle Hafen" },
    {
      ...common,
      tenant: "nord",
      name: "Klinikum Nord",
      homeserver: address(servers.nord),
      portalOrigins: [origins.nord],
    },
  ];
}
