import { parseTenantConfig, type TenantConfig } from "@konsil/protocol";
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

let host: Promise<EngineHost> | null = null;

self.onconnect = (event: MessageEvent): void => {
  const [port] = event.ports;
  if (!port) return;
  host ??= loadConfig().then((config) => new EngineHost(config, __BUILD__));
  host
    .then((started) => started.connect(port))
    .catch(() => {
      // The page is silent-tested: without a hello it says that the engine did not start. The next page tries anew.
      host = null;
      port.close();
    });
};
