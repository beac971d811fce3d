import { PortBackend } from "@konsil/engine/client";
import { KonsilError, type HostIdentity } from "@konsil/protocol";

declare const __BUILD__: number;

/** A port to the engine's worker, before it is known who will use it. */
export interface WorkerConnection {
  /** null: this browser or this page has no such workers. */
  readonly port: MessagePort | null;
  readonly onFailure: (listener: () => void, signal: AbortSignal) => void;
}

/**
 * Calls the engine of this browser profile and tenant into being. The options are part of the contract: a running worker
 * with other ones would answer with an error. `extendedLifetime` keeps it alive over page loads where the browser knows it.
 */
export function connectWorker(): WorkerConnection {
  const worker = createWorker();
  const failure = new AbortController();
  worker?.addEventListener("error", () => failure.abort(), { once: true });
  return {
    port: worker?.port ?? null,
    onFailure: (listener, signal) => {
      if (failure.signal.aborted) listener();
      else failure.signal.addEventListener("abort", listener, { once: true, signal });
    },
  };
}

function createWorker(): SharedWorker | null {
  try {
    const url = new URL("../../../engine/src/worker/engine.worker.ts", import.meta.url);
    const options = { type: "module", name: "konsil-engine", extendedLifetime: true } as WorkerOptions;
    return new SharedWorker(url, options);
  } catch {
    // Not there, or refused with blocked storage: what is wrong the check of the host will say.
    return null;
  }
}

/** @throws KonsilError worker-failed */
export function startEngine(
  { port, onFailure }: WorkerConnection,
  identity: HostIdentity | null,
  signal: AbortSignal,
): PortBackend {
  if (port === null) throw new KonsilError("worker-failed");
  const backend = new PortBackend({ port, identity, build: __BUILD__, signal });
  onFailure(() => backend.startFailed(), signal);
  return backend;
}
