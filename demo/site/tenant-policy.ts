import type { TenantConfig } from "@konsil/protocol";

/**
 * The Content-Security-Policy of everything under `/<tenant>/`. A worker's policy comes from its own address, so the
 * worker script carries it too (safety F1).
 */
export function tenantPolicy(config: TenantConfig): string {
  const ancestors = config.portalOrigins.length === 0 ? "'none'" : config.portalOrigins.join(" ");
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `connect-src 'self' ${config.homeserver.baseUrl}`,
    "worker-src 'self'",
    "img-src 'self' blob: data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");
}
