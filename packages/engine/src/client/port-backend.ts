import {
  applyOperations,
  BEAT_EVERY_MS,
  ENGINE_PROTOCOL,
  KonsilError,
  parseEngineDown,
  type AnyRow,
  type CallName,
  type Capabilities,
  type ChatBackend,
  type ChatCalls,
  type EngineDown,
  type EngineUp,
  type HostIdentity,
  type Operation,
  type SessionView,
  type StreamEvent,
  type Topic,
} from "@konsil/protocol";

export interface PortBackendOptions {
  readonly port: MessagePort;
  readonly identity: HostIdentity | null;
  readonly build: number;
  readonly signal: AbortSignal;
  /** Milliseconds without a hello after which the engine counts as not started. */
  readonly helloWithinMs?: number;
}

const CAPABILITIES: Capabilities = {
  rooms: true,
  startConversation: true,
  invitations: true,
  history: "full",
  upload: true,
  uploadProgress: true,
  durableOutbox: true,
  recovery: true,
  search: false,
};
const HELLO_WITHIN_MS = 20_000;
/** Beats without any word of the engine after which it counts as dead. */
const UNANSWERED = 3;

type BlockedCode = Extract<SessionView, { state: "blocked" }>["code"];

interface Subscription {
  readonly topic: Topic;
  readonly listener: (event: StreamEvent<AnyRow>) => void;
  rows: readonly AnyRow[] | null;
  revision: number;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: KonsilError) => void;
}

/** The engine behind a MessagePort, as a {@link ChatBackend}. */
export class PortBackend implements ChatBackend {
  readonly capabilities = CAPABILITIES;
  readonly #port: MessagePort;
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<number, Waiting>();
  readonly #subscriptions = new Map<number, Subscription>();
  #lastId = 0;
  #blocked: SessionView | null = null;
  #hello: ReturnType<typeof setTimeout> | undefined;
  #unanswered = 0;
  #isAnswered = false;

  constructor(options: PortBackendOptions) {
    this.#port = options.port;
    this.#signal = options.signal;
    this.#port.onmessage = (event: MessageEvent<unknown>): void => {
      const message = parseEngineDown(event.data);
      this.#unanswered = 0;
      this.#isAnswered = true;
      if (message) this.#receive(message);
    };
    const { identity, build } = options;
    this.#send({ t: "hello", protocol: ENGINE_PROTOCOL, build, identity });
    const patience = options.helloWithinMs ?? HELLO_WITHIN_MS;
    this.#hello = setTimeout(() => this.#block("worker-failed"), patience);
    const beat = setInterval(() => this.#beat(), BEAT_EVERY_MS);
    options.signal.addEventListener("abort", () => this.#end(beat), { once: true });
    this.#listenToPage(options.signal);
  }

  /** The browser says that the worker could not be started. Once it has answered, its errors are its own affair. */
  startFailed(): void {
    if (!this.#isAnswered) this.#block("worker-failed");
  }

  observe(topic: Topic, listener: (event: StreamEvent<never>) => void, signal: AbortSignal): void {
    if (signal.aborted || this.#signal.aborted) return;
    const id = (this.#lastId += 1);
    const subscription = { topic, listener: listener as Subscription["listener"], rows: null, revision: 0 };
    this.#subscriptions.set(id, subscription);
    signal.addEventListener("abort", () => this.#forget(id), { once: true });
    if (this.#blocked && topic.name === "session") this.#tellBlocked(subscription);
    else this.#send({ t: "subscribe", id, topic });
  }

  call<Name extends CallName>(
    name: Name,
    input: ChatCalls[Name]["in"],
    signal?: AbortSignal,
  ): Promise<ChatCalls[Name]["out"]> {
    if (this.#signal.aborted || signal?.aborted) return Promise.reject(new KonsilError("aborted"));
    if (this.#blocked?.state === "blocked") return Promise.reject(new KonsilError(this.#blocked.code));
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        if (!this.#waiting.delete(id)) return;
        this.#send({ t: "cancel", id });
        reject(new KonsilError("aborted"));
      };
      const settled =
        <Value>(then: (value: Value) => void) =>
        (value: Value) => {
          signal?.removeEventListener("abort", cancel);
          then(value);
        };
      this.#waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      signal?.addEventListener("abort", cancel, { once: true });
      this.#send({ t: "call", id, name, input });
    });
  }

  /** The portal has signed its person out. Resolves when the account is closed. @throws KonsilError */
  leave(): Promise<void> {
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: () => resolve(), reject });
      this.#send({ t: "leave", id });
    });
  }

  /** Hidden pages are let beat once a minute and frozen ones not at all, so the engine is told as soon as one is back. */
  #listenToPage(signal: AbortSignal): void {
    const page: Partial<Pick<Window, "document" | "addEventListener">> = globalThis;
    page.document?.addEventListener("visibilitychange", () => this.#beat(), { signal });
    // Workers may not hear of the network themselves.
    page.addEventListener?.("online", () => void this.call("retryConnection", null, signal).catch(() => null), {
      signal,
    });
  }

  #beat(): void {
    if (this.#unanswered >= UNANSWERED) return this.#block("worker-failed");
    this.#unanswered += 1;
    this.#send({ t: "beat" });
  }

  #receive(message: EngineDown): void {
    switch (message.t) {
      case "hello":
        clearTimeout(this.#hello);
        return;
      case "result":
        return this.#settle(message.id, (waiting) => waiting.resolve(message.value as never));
      case "failure":
        return this.#settle(message.id, (waiting) => waiting.reject(new KonsilError(message.code, message.detail)));
      case "snapshot":
        return this.#snapshot(message.id, message.revision, message.rows);
      case "operations":
        return this.#operations(message.id, message.revision, message.operations);
      case "reload":
        clearTimeout(this.#hello);
        return this.#block("reload-needed");
      default:
        return message satisfies never;
    }
  }

  #settle(id: number, act: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) act(waiting);
  }

  #snapshot(id: number, revision: number, rows: readonly AnyRow[]): void {
    const subscription = this.#subscriptions.get(id);
    if (!subscription || this.#blocked) return;
    subscription.rows = rows;
    subscription.revision = revision;
    subscription.listener({ kind: "snapshot", rows });
  }

  /** A gap in the revisions, or operations that do not fit: a new snapshot. */
  #operations(id: number, revision: number, operations: readonly Operation[]): void {
    const subscription = this.#subscriptions.get(id);
    if (!subscription || this.#blocked) return;
    const next =
      subscription.rows !== null && revision === subscription.revision + 1
        ? tryApply(subscription.rows, operations)
        : null;
    if (next === null) {
      subscription.rows = null;
      this.#send({ t: "subscribe", id, topic: subscription.topic });
      return;
    }
    subscription.rows = next;
    subscription.revision = revision;
    subscription.listener({ kind: "operations", operations, rows: next });
  }

  #block(code: BlockedCode): void {
    if (this.#blocked) return;
    this.#blocked = { state: "blocked", code };
    for (const waiting of this.#waiting.values()) waiting.reject(new KonsilError(code));
    this.#waiting.clear();
    for (const subscription of this.#subscriptions.values()) this.#tellBlocked(subscription);
  }

  #tellBlocked(subscription: Subscription): void {
    if (this.#blocked && subscription.topic.name === "session") {
      subscription.listener({ kind: "snapshot", rows: [this.#blocked] });
    }
  }

  #forget(id: number): void {
    if (this.#subscriptions.delete(id)) this.#send({ t: "unsubscribe", id });
  }

  #end(beat: ReturnType<typeof setInterval>): void {
    clearInterval(beat);
    clearTimeout(this.#hello);
    this.#port.postMessage({ t: "bye" } satisfies EngineUp);
    this.#port.close();
    for (const waiting of this.#waiting.values()) waiting.reject(new KonsilError("aborted"));
    this.#waiting.clear();
    this.#subscriptions.clear();
  }

  #send(message: EngineUp): void {
    if (!this.#signal.aborted) this.#port.postMessage(message);
  }
}

function tryApply(rows: readonly AnyRow[], operations: readonly Operation[]): readonly AnyRow[] | null {
  try {
    return applyOperations(rows, operations);
  } catch {
    return null;
  }
}
