// First: see there.
import "../matrix/silent-logger.ts";
import { parseTenantConfig, type TenantConfig } from "@konsil/protocol";
import { Engine } from "../engine.ts";
import { serveBlocked } from "./blocked-port-gate.ts";
import { EngineHost } from "./engine-host.ts";

/** Number of the release, put in by the bundler; rises with every release. */
declare const __BUILD__: number;
declare const self: SharedWorkerGlobalScope;

/** `/<tenant>/assets/engine-….js`: the tenant is where the worker was served from, nothing else can say it (safety F1). */
async function loadConfig(): Promise<TenantConfig> {
  const tenant = self.location.pathname.split("/")[1] ?? "";
  const response = await fetch(`/${tenant}/config.json`, { cache: "no-store" });
  const config = parseTenantConfig(await response.json());
  if (config?.tenant !== tenant) throw new Error("config");
  return config;
}

/** The host lives as long as the worker. */
const { signal } = new AbortController();
let host: Promise<EngineHost> | null = null;

async function connect(port: MessagePort): Promise<void> {
  host ??= loadConfig().then(
    (config) => new EngineHost({ config, build: __BUILD__, open: (tenant) => Engine.open(tenant), signal }),
  );
  try {
    await (await host).connect(port);
  } catch {
    // No configuration: the page is told, and the next one tries anew.
    host = null;
    serveBlocked(port, __BUILD__, "worker-failed");
  }
}

self.onconnect = (event: MessageEvent): void => {
  const [port] = event.ports;
  if (port) void connect(port);
};
