import {
  BEAT_EVERY_MS,
  diffRows,
  ENGINE_PROTOCOL,
  keyOfRow,
  KonsilError,
  MAX_OPERATIONS,
  parseCall,
  parseEngineUp,
  type AnyRow,
  type EngineDown,
  type EngineUp,
  type HostIdentity,
  type Topic,
} from "@konsil/protocol";
import type { ListSource } from "../list-source.ts";
import { toKonsilError } from "../wire/errors.ts";

/** What a port needs of the engine. */
export interface PortEngine {
  isCurrent(identity: HostIdentity): boolean;
  attach(identity: HostIdentity): Promise<void>;
  source(topic: Topic): ListSource<AnyRow>;
  call(name: never, input: never, signal: AbortSignal): Promise<unknown>;
}

export interface PortServerOptions {
  readonly engine: PortEngine;
  readonly build: number;
  readonly requireIdentity: boolean;
  readonly onGone: () => void;
}

const MISSED_BEATS = 3;
const NOBODY: HostIdentity = { user: "", hostSession: "" };

/**
 * One page on one MessagePort. Nothing is answered before its hello, and nothing at all while another user of the host
 * page is the one whose account is open (safety S1).
 */
export class PortServer {
  readonly #port: MessagePort;
  readonly #options: PortServerOptions;
  readonly #calls = new Map<number, AbortController>();
  readonly #subscriptions = new Map<number, AbortController>();
  readonly #end = new AbortController();
  #identity: HostIdentity | null = null;
  #lastBeatAt = Date.now();

  constructor(port: MessagePort, options: PortServerOptions) {
    this.#port = port;
    this.#options = options;
    port.onmessage = (event: MessageEvent<unknown>): void => {
      const message = parseEngineUp(event.data);
      if (message) this.#receive(message);
    };
    const watch = setInterval(() => {
      if (Date.now() - this.#lastBeatAt > BEAT_EVERY_MS * (MISSED_BEATS + 0.5)) this.close();
    }, BEAT_EVERY_MS);
    this.#end.signal.addEventListener("abort", () => clearInterval(watch), { once: true });
  }

  /** Another release has taken over. */
  reload(build: number): void {
    this.#send({ t: "reload", build });
  }

  get identity(): HostIdentity | null {
    return this.#identity;
  }

  /** Ends everything this page has asked for. */
  close(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    for (const controller of [...this.#calls.values(), ...this.#subscriptions.values()]) controller.abort();
    this.#calls.clear();
    this.#subscriptions.clear();
    this.#port.onmessage = null;
    this.#options.onGone();
  }

  #receive(message: EngineUp): void {
    this.#lastBeatAt = Date.now();
    switch (message.t) {
      case "hello":
        return this.#hello(message);
      case "call":
        return void this.#call(message);
      case "cancel":
        this.#calls.get(message.id)?.abort();
        return;
      case "subscribe":
        return this.#subscribe(message.id, message.topic);
      case "unsubscribe":
        this.#subscriptions.get(message.id)?.abort();
        this.#subscriptions.delete(message.id);
        return;
      case "beat":
        return;
      case "bye":
        return this.close();
      default:
        return message satisfies never;
    }
  }

  #hello(message: Extract<EngineUp, { t: "hello" }>): void {
    const { build, requireIdentity, engine } = this.#options;
    if (message.protocol !== ENGINE_PROTOCOL) return this.reload(build);
    this.#send({ t: "hello", protocol: ENGINE_PROTOCOL, build });
    const identity = message.identity ?? (requireIdentity ? null : NOBODY);
    this.#identity = identity;
    if (identity) void engine.attach(identity).catch(() => undefined);
  }

  async #call(message: Extract<EngineUp, { t: "call" }>): Promise<void> {
    const { id } = message;
    const parsed = parseCall(message.name, message.input);
    if (!parsed) return this.#fail(id, new KonsilError("bad-request"));
    if (!this.#identity || !this.#options.engine.isCurrent(this.#identity)) {
      return this.#fail(id, new KonsilError("user-changed"));
    }
    const controller = new AbortController();
    this.#calls.set(id, controller);
    try {
      const value = await this.#options.engine.call(parsed.name as never, parsed.input as never, controller.signal);
      this.#send({ t: "result", id, value });
    } catch (error) {
      this.#fail(id, toKonsilError(error, { signal: controller.signal }));
    } finally {
      this.#calls.delete(id);
    }
  }

  #fail(id: number, error: KonsilError): void {
    this.#send({ t: "failure", id, code: error.code, detail: error.detail });
  }

  /** One snapshot, then what changed, gathered per task. Rows are only shown to the user they belong to. */
  #subscribe(id: number, topic: Topic): void {
    this.#subscriptions.get(id)?.abort();
    const stop = new AbortController();
    this.#subscriptions.set(id, stop);
    const source = this.#options.engine.source(topic);
    const keyOf = (row: AnyRow): string => keyOfRow(topic.name, row);
    let sent: readonly AnyRow[] | null = null;
    let revision = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (): void => {
      timer = undefined;
      if (!source.isKnown || !this.#mayShow()) return;
      const rows = source.rows;
      if (sent === null) {
        this.#send({ t: "snapshot", id, revision, rows });
      } else {
        const operations = diffRows(sent, rows, keyOf);
        for (let start = 0; start < operations.length; start += MAX_OPERATIONS) {
          revision += 1;
          this.#send({ t: "operations", id, revision, operations: operations.slice(start, start + MAX_OPERATIONS) });
        }
      }
      sent = rows;
    };
    const schedule = (): void => void (timer ??= setTimeout(flush, 0));
    const until = AbortSignal.any([stop.signal, this.#end.signal]);
    until.addEventListener("abort", () => clearTimeout(timer), { once: true });
    source.observe(schedule, until);
    schedule();
  }

  #mayShow(): boolean {
    return this.#identity !== null && this.#options.engine.isCurrent(this.#identity);
  }

  #send(message: EngineDown): void {
    if (!this.#end.signal.aborted) this.#port.postMessage(message);
  }
}
