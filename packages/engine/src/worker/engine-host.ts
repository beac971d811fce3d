import { KonsilError, type HostIdentity, type TenantConfig } from "@konsil/protocol";
import type { Engine } from "../engine.ts";
import { serveBlocked, serveOutdated } from "./blocked-port-gate.ts";
import { sameIdentity } from "../same-identity.ts";
import { OutdatedError, takeEngineLock } from "./engine-lock.ts";
import { PortServer, type PortEngine } from "./port-server.ts";

/** A portal that signs out without telling us has no page of ours open: the account is closed after this time. */
export const EMPTY_AFTER_MS = 60_000;

/** What the host needs of an engine; the worker hands in the real one. */
export type HostedEngine = Pick<Engine, "isCurrent" | "hasUser" | "attach" | "detach" | "source" | "call">;

export interface EngineHostParts {
  readonly config: TenantConfig;
  readonly build: number;
  readonly open: (config: TenantConfig) => Promise<HostedEngine>;
  readonly signal: AbortSignal;
}

/** Lock first, stores second; then any number of pages on one engine. */
export class EngineHost {
  readonly #parts: EngineHostParts;
  readonly #ports = new Set<PortServer>();
  readonly #lock: Promise<void>;
  #engine: Promise<HostedEngine> | null = null;
  #successor: number | null = null;
  #empty: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: EngineHostParts) {
    const { config, build, signal } = parts;
    this.#parts = parts;
    this.#lock = takeEngineLock(config.tenant, build, { onYield: (newer) => this.#yield(newer) }, signal);
    this.#lock.catch(() => undefined);
  }

  /** Messages wait in the port until its handler is set. */
  async connect(port: MessagePort): Promise<void> {
    clearTimeout(this.#empty);
    const { build, config } = this.#parts;
    let engine: HostedEngine;
    try {
      await this.#lock;
      engine = await this.#opened();
    } catch (error) {
      if (error instanceof OutdatedError) return serveOutdated(port, error.build);
      const isBlocked = error instanceof KonsilError && error.code === "storage-blocked";
      return serveBlocked(port, build, isBlocked ? "storage-blocked" : "worker-failed");
    }
    const server: PortServer = new PortServer(port, {
      engine: this.#forPort(engine),
      build,
      requireIdentity: config.requireHostUser,
      onGone: () => this.#gone(server),
      onBack: () => this.#back(server),
      onLeave: () => this.#leave(engine),
    });
    this.#ports.add(server);
    if (this.#successor !== null) server.reload(this.#successor);
  }

  /** Where opening fails, the next page tries again. */
  #opened(): Promise<HostedEngine> {
    this.#engine ??= this.#parts.open(this.#parts.config).catch((error: unknown) => {
      this.#engine = null;
      throw error;
    });
    return this.#engine;
  }

  #forPort(engine: HostedEngine): PortEngine {
    return {
      isCurrent: (identity) => engine.isCurrent(identity),
      attach: (identity) => this.#attach(engine, identity),
      resume: async (identity) => {
        if (engine.isCurrent(identity)) return true;
        if (engine.hasUser) return false;
        await this.#attach(engine, identity);
        return engine.isCurrent(identity);
      },
      source: (topic) => engine.source(topic),
      call: (name, input, signal) => engine.call(name, input, signal),
    };
  }

  async #attach(engine: HostedEngine, identity: HostIdentity): Promise<void> {
    if (this.#successor !== null) return;
    clearTimeout(this.#empty);
    // At once, not only when the old account is closed.
    for (const port of this.#ports) {
      if (port.identity === null || sameIdentity(port.identity, identity)) continue;
      this.#ports.delete(port);
      port.displace();
    }
    await engine.attach(identity);
  }

  /** Other pages of this person lose what they show as well: the portal shows it to nobody any more (safety S1). */
  async #leave(engine: HostedEngine): Promise<void> {
    clearTimeout(this.#empty);
    for (const port of this.#ports) port.displace();
    this.#ports.clear();
    await engine.detach();
  }

  #gone(server: PortServer): void {
    this.#ports.delete(server);
    if (this.#ports.size > 0) return;
    clearTimeout(this.#empty);
    this.#empty = setTimeout(() => void this.#engine?.then((engine) => engine.detach()), EMPTY_AFTER_MS);
  }

  #back(server: PortServer): void {
    clearTimeout(this.#empty);
    this.#ports.add(server);
    if (this.#successor !== null) server.reload(this.#successor);
  }

  async #yield(newer: number): Promise<void> {
    this.#successor = newer;
    for (const port of this.#ports) port.reload(newer);
    await (await this.#engine)?.detach();
  }
}
