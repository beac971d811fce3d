import type { TenantConfig } from "@konsil/protocol";
import type { IncomingMessage, ServerResponse } from "node:http";
import { serveFile } from "./serve-file.ts";
import { tenantPolicy } from "./tenant-policy.ts";

/** Static files and one config per tenant, both under `/<tenant>/` with the tenant's policy (safety F1). */
export function createFrameHost(tenants: readonly TenantConfig[], folder: () => string) {
  const byName = new Map(tenants.map((config) => [config.tenant, config]));
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    const [, tenant = "", rest = ""] = /^\/([^/]+)\/(.*)$/.exec(path) ?? [];
    const config = byName.get(tenant);
    if (config === undefined) return false;
    response.setHeader("Content-Security-Policy", tenantPolicy(config));
    response.setHeader("Referrer-Policy", "no-referrer");
    // Only the frame itself may be used from elsewhere, and frame-ancestors says from where.
    if (rest !== "frame.html") response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (rest === "config.json") {
      response.setHeader("Content-Type", "application/json; charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      response.end(JSON.stringify(config));
      return true;
    }
    return serveFile(request, response, folder(), rest);
  };
}
