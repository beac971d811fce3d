import {
  ENGINE_PROTOCOL,
  keyOfRow,
  type AnyRow,
  type EngineDown,
  type EngineUp,
  type HostIdentity,
  type SessionView,
  type Topic,
} from "@konsil/protocol";
import { ListSource } from "../list-source.ts";
import type { HostedEngine } from "./engine-host.ts";
import { sameIdentity } from "../same-identity.ts";

// A page and an engine on both sides of a port, for tests of the worker; no bundle imports this.

export const ANNA: HostIdentity = { user: "anna", hostSession: "1" };
export const BERT: HostIdentity = { user: "bert", hostSession: "2" };

type Handler = (event: { readonly data: unknown }) => void;

/** The page's end: says things, and keeps what it hears. */
export class FakePage {
  readonly heard: EngineDown[] = [];
  #handler: Handler | null = null;

  /** What the worker gets. */
  readonly port = this.#port() as MessagePort;

  #port(): unknown {
    const setHandler = (handler: Handler | null): void => {
      this.#handler = handler;
    };
    return {
      set onmessage(handler: Handler | null) {
        setHandler(handler);
      },
      // Through the same border as in a browser: what cannot be cloned throws here too.
      postMessage: (message: EngineDown) => void this.heard.push(structuredClone(message)),
      close: () => undefined,
    };
  }

  say(message: EngineUp | object): void {
    this.#handler?.({ data: structuredClone(message) });
  }

  hello(identity: HostIdentity | null): void {
    this.say({ t: "hello", protocol: ENGINE_PROTOCOL, build: 1, identity });
  }

  of<Kind extends EngineDown["t"]>(kind: Kind): Extract<EngineDown, { t: Kind }>[] {
    return this.heard.filter((message): message is Extract<EngineDown, { t: Kind }> => message.t === kind);
  }

  /** The rows a page would show for a subscription. */
  snapshotOf(id: number): readonly AnyRow[] | undefined {
    return this.of("snapshot").findLast((message) => message.id === id)?.rows;
  }
}

/** An engine that remembers whose account is open. */
export class FakeEngine implements HostedEngine {
  readonly log: string[] = [];
  readonly #sources = new Map<string, ListSource<AnyRow>>();
  #current: HostIdentity | null = null;
  answer: (name: string, signal: AbortSignal) => Promise<unknown> = () => Promise.resolve(null);

  get hasUser(): boolean {
    return this.#current !== null;
  }

  isCurrent(identity: HostIdentity): boolean {
    return sameIdentity(this.#current, identity);
  }

  async attach(identity: HostIdentity): Promise<void> {
    if (this.isCurrent(identity)) return;
    await this.detach();
    this.#current = identity;
    this.log.push(`open ${identity.user}`);
    this.session.set([signedOut(identity.user)]);
  }

  detach(): Promise<void> {
    if (this.#current) this.log.push(`close ${this.#current.user}`);
    this.#current = null;
    return Promise.resolve();
  }

  get session(): ListSource<AnyRow> {
    return this.source({ name: "session" });
  }

  source(topic: Topic): ListSource<AnyRow> {
    const id = JSON.stringify(topic);
    const source = this.#sources.get(id) ?? new ListSource<AnyRow>((row) => keyOfRow(topic.name, row));
    this.#sources.set(id, source);
    return source;
  }

  readonly call = ((name: string, _input: unknown, signal: AbortSignal) =>
    this.answer(name, signal)) as unknown as HostedEngine["call"];
}

/** A view that can be told from another by its server's name. */
export const signedOut = (name: string): SessionView => ({
  state: "signed-out",
  reason: "never",
  notSent: 0,
  serverName: name,
});

/** Promises settle; timers do not move. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
}
