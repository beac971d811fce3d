import { checkHost, PortBackend } from "@konsil/engine/client";
import type { HostIdentity } from "@konsil/protocol";

declare const __BUILD__: number;

/**
 * The engine of this browser profile and tenant. The options are part of the contract: a running worker with other ones
 * would answer with an error. `extendedLifetime` keeps it alive over page loads where the browser knows it.
 * @throws KonsilError insecure-context, storage-blocked, worker-failed
 */
export async function startEngine(identity: HostIdentity | null, signal: AbortSignal): Promise<PortBackend> {
  await checkHost();
  const url = new URL("../../../engine/src/worker/engine.worker.ts", import.meta.url);
  const options = { type: "module", name: "konsil-engine", extendedLifetime: true } as WorkerOptions;
  const worker = new SharedWorker(url, options);
  const backend = new PortBackend({ port: worker.port, identity, build: __BUILD__, signal });
  worker.addEventListener("error", () => backend.startFailed(), { signal });
  return backend;
}
