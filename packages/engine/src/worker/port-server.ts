import {
  BEAT_EVERY_MS,
  ENGINE_PROTOCOL,
  KonsilError,
  parseCall,
  parseEngineUp,
  type AnyRow,
  type EngineDown,
  type EngineUp,
  type HostIdentity,
  type SessionView,
  type Topic,
} from "@konsil/protocol";
import type { ListSource } from "../list-source.ts";
import { toKonsilError } from "../wire/errors.ts";
import { Subscription } from "./subscription.ts";

/** What a port needs of the engine. */
export interface PortEngine {
  isCurrent(identity: HostIdentity): boolean;
  /** A page says who is signed in to the host page: this user's account is opened, another one's closed first. */
  attach(identity: HostIdentity): Promise<void>;
  /** A page that was silent is back. False: another user has taken over meanwhile. */
  resume(identity: HostIdentity): Promise<boolean>;
  source(topic: Topic): ListSource<AnyRow>;
  call(name: never, input: never, signal: AbortSignal): Promise<unknown>;
}

export interface PortServerOptions {
  readonly engine: PortEngine;
  readonly build: number;
  readonly requireIdentity: boolean;
  /** Silent for three beats, or closed: it no longer counts as a page that is there. */
  readonly onGone: () => void;
  /** It was silent and has spoken again. */
  readonly onBack: () => void;
  /** The portal has signed its person out. Resolves when nobody's account is open. */
  readonly onLeave: () => Promise<void>;
}

const SILENT_AFTER_MS = BEAT_EVERY_MS * 3.5;
const NOBODY: HostIdentity = { user: "", hostSession: "" };

/**
 * One page on one MessagePort. Nothing is answered before its hello, and nothing at all while another user of the host
 * page is the one whose account is open (safety S1). A silent page is not thrown out: browsers let hidden pages speak once
 * a minute and frozen ones not at all. It gets no work done for it until it speaks again.
 */
export class PortServer {
  readonly #port: MessagePort;
  readonly #options: PortServerOptions;
  readonly #calls = new Map<number, AbortController>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #asleep = new Map<number, Topic>();
  #identity: HostIdentity | null = null;
  /** Calls wait until the account is open: a page may ask as soon as it is painted. */
  #attached: Promise<void> = Promise.resolve();
  #state: "awake" | "silent" | "displaced" | "closed" = "awake";
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(port: MessagePort, options: PortServerOptions) {
    this.#port = port;
    this.#options = options;
    port.onmessage = (event: MessageEvent<unknown>): void => {
      const message = parseEngineUp(event.data);
      if (message) this.#receive(message);
    };
    this.#listenForSilence();
  }

  get identity(): HostIdentity | null {
    return this.#identity;
  }

  /** Another release has taken over. */
  reload(build: number): void {
    this.#send({ t: "reload", build });
  }

  /** Another user, or a new host session, has taken over: what this page shows is taken from it (safety S1). */
  displace(): void {
    if (this.#state === "closed") return;
    this.#state = "displaced";
    const blocked: SessionView = { state: "blocked", code: "user-changed" };
    for (const [, subscription] of this.#subscriptions) {
      subscription.replaceBy(subscription.topic.name === "session" ? [blocked] : []);
    }
    for (const [id, topic] of this.#asleep) {
      this.#send({ t: "snapshot", id, revision: 0, rows: topic.name === "session" ? [blocked] : [] });
    }
    this.#subscriptions.clear();
    this.#asleep.clear();
  }

  /** Ends everything this page has asked for. */
  close(): void {
    if (this.#state === "closed") return;
    const wasThere = this.#state !== "silent";
    this.#state = "closed";
    clearTimeout(this.#silence);
    for (const controller of this.#calls.values()) controller.abort();
    for (const subscription of this.#subscriptions.values()) subscription.stop();
    this.#calls.clear();
    this.#subscriptions.clear();
    this.#port.onmessage = null;
    if (wasThere) this.#options.onGone();
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#fallSilent(), SILENT_AFTER_MS);
  }

  #fallSilent(): void {
    if (this.#state === "awake") {
      this.#state = "silent";
      for (const [id, subscription] of this.#subscriptions) {
        subscription.stop();
        this.#asleep.set(id, subscription.topic);
      }
      this.#subscriptions.clear();
    }
    this.#options.onGone();
  }

  async #wake(): Promise<void> {
    this.#state = "awake";
    this.#options.onBack();
    const isAgain = this.#identity === null || (await this.#options.engine.resume(this.#identity));
    if (!isAgain) return this.displace();
    const topics = [...this.#asleep];
    this.#asleep.clear();
    for (const [id, topic] of topics) this.#subscribe(id, topic);
  }

  #receive(message: EngineUp): void {
    this.#listenForSilence();
    if (this.#state === "silent" && message.t !== "bye") void this.#wake();
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
        this.#subscriptions.get(message.id)?.stop();
        this.#subscriptions.delete(message.id);
        this.#asleep.delete(message.id);
        return;
      case "beat":
        // A sign of life for a sign of life.
        return this.#send({ t: "hello", protocol: ENGINE_PROTOCOL, build: this.#options.build });
      case "bye":
        return this.close();
      case "leave":
        return void this.#leave(message.id);
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
    if (!identity) return;
    const attached = (): void => {
      for (const subscription of this.#subscriptions.values()) subscription.schedule();
    };
    this.#attached = engine.attach(identity).then(attached, () => undefined);
  }

  async #leave(id: number): Promise<void> {
    try {
      await this.#options.onLeave();
      this.#send({ t: "result", id, value: null });
    } catch (error) {
      this.#fail(id, toKonsilError(error));
    }
  }

  async #call(message: Extract<EngineUp, { t: "call" }>): Promise<void> {
    const { id } = message;
    const parsed = parseCall(message.name, message.input);
    if (!parsed) return this.#fail(id, new KonsilError("bad-request"));
    const controller = new AbortController();
    this.#calls.set(id, controller);
    try {
      await this.#attached;
      controller.signal.throwIfAborted();
      if (!this.#mayShow()) return this.#fail(id, new KonsilError("user-changed"));
      const value = await this.#options.engine.call(parsed.name as never, parsed.input as never, controller.signal);
      // What was asked for by one user is not answered to the next.
      if (this.#mayShow()) this.#send({ t: "result", id, value });
      else this.#fail(id, new KonsilError("user-changed"));
    } catch (error) {
      this.#fail(id, toKonsilError(error, { signal: controller.signal }));
    } finally {
      this.#calls.delete(id);
    }
  }

  #fail(id: number, error: KonsilError): void {
    this.#send({ t: "failure", id, code: error.code, detail: error.detail });
  }

  #subscribe(id: number, topic: Topic): void {
    if (this.#state === "displaced") return;
    this.#subscriptions.get(id)?.stop();
    const source = this.#options.engine.source(topic);
    const parts = { id, topic, source, mayShow: () => this.#mayShow(), send: this.#send.bind(this) };
    this.#subscriptions.set(id, new Subscription(parts));
  }

  #mayShow(): boolean {
    return this.#identity !== null && this.#state !== "displaced" && this.#options.engine.isCurrent(this.#identity);
  }

  #send(message: EngineDown): void {
    if (this.#state !== "closed") this.#port.postMessage(message);
  }
}
