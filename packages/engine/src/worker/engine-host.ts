import { KonsilError, type HostIdentity, type TenantConfig } from "@konsil/protocol";
import { Engine } from "../engine.ts";
import { takeEngineLock } from "./engine-lock.ts";
import { PortServer, type PortEngine } from "./port-server.ts";

/** A portal that signs out without telling us has no page of ours open: the account is closed after this time. */
export const EMPTY_AFTER_MS = 60_000;

/** Lock first, stores second; then any number of pages on one engine. */
export class EngineHost {
  readonly #build: number;
  readonly #config: TenantConfig;
  readonly #ports = new Set<PortServer>();
  readonly #stop = new AbortController();
  readonly #engine: Promise<Engine>;
  #successor: number | null = null;
  #empty: ReturnType<typeof setTimeout> | undefined;

  constructor(config: TenantConfig, build: number) {
    this.#config = config;
    this.#build = build;
    const holder = { onYield: (newer: number) => this.#yield(newer) };
    this.#engine = takeEngineLock(config.tenant, build, holder, this.#stop.signal).then(() => Engine.open(config));
    this.#engine.catch(() => undefined);
  }

  async connect(port: MessagePort): Promise<void> {
    clearTimeout(this.#empty);
    // Messages wait in the port until its handler is set.
    const engine = await this.#engine;
    const server: PortServer = new PortServer(port, {
      engine: this.#current(engine),
      build: this.#build,
      requireIdentity: this.#config.requireHostUser,
      onGone: () => this.#gone(server),
    });
    this.#ports.add(server);
    if (this.#successor !== null) server.reload(this.#successor);
  }

  /** Opening an account that fails (blocked or full storage) is told, not swallowed. */
  #current(engine: Engine): PortEngine {
    return {
      isCurrent: (identity) => engine.isCurrent(identity),
      attach: async (identity: HostIdentity) => {
        clearTimeout(this.#empty);
        if (this.#successor !== null) return;
        try {
          await engine.attach(identity);
        } catch (error) {
          const code =
            error instanceof KonsilError && error.code === "storage-blocked" ? "storage-blocked" : "worker-failed";
          engine.sources.session.set([{ state: "blocked", code }]);
        }
      },
      source: (topic) => engine.source(topic),
      call: (name, input, signal) => engine.call(name, input, signal),
    };
  }

  #gone(server: PortServer): void {
    this.#ports.delete(server);
    if (this.#ports.size > 0) return;
    clearTimeout(this.#empty);
    this.#empty = setTimeout(() => void this.#engine.then((engine) => engine.detach()), EMPTY_AFTER_MS);
  }

  async #yield(newer: number): Promise<void> {
    this.#successor = newer;
    for (const port of this.#ports) port.reload(newer);
    await (await this.#engine).detach();
  }
}
