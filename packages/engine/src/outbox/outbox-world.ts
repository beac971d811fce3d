import { asEventId, type KonsilError, type EventId, type RoomId } from "@konsil/protocol";
import { createMemorySpool, createRootKey, type Spool } from "@konsil/sealed";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { TransferList } from "../transfers/transfer-list.ts";
import type { Clock } from "./clock.ts";
import type { CaseHeaderEntry, OutboxDeps } from "./outbox-deps.ts";
import { SESSION, TIME } from "./outbox-fixtures.ts";
import { openOutboxStore } from "./outbox-store.ts";
import { createOutbox, type DrainingOutbox } from "./outbox.ts";
import { nextTurn } from "./turn-world.ts";

// A disk, a server and a clock that outlive the process of the outbox's own tests; no bundle imports this.

type Content = Readonly<Record<string, unknown>>;

/** Answers like a homeserver: one event for a transaction id, however often it comes and whatever it then says. */
export class FakeServer {
  readonly events: { roomId: RoomId; transactionId: string; eventId: EventId; content: Content }[] = [];
  readonly uploads: Blob[] = [];
  readonly bound: RoomId[] = [];
  /** Asked before each request is looked at, and before its answer is given. */
  trouble: (at: "before" | "after", what: "put" | "upload" | "bind" | "find") => KonsilError | undefined = () =>
    undefined;
  requests = 0;

  put(roomId: RoomId, transactionId: string, content: Content): EventId {
    const known = this.events.find((event) => event.transactionId === transactionId);
    if (known !== undefined) return known.eventId;
    const eventId = asEventId(`$${String(this.events.length + 1)}`);
    this.events.push({ roomId, transactionId, eventId, content });
    return eventId;
  }

  bodies(roomId: RoomId): unknown[] {
    return this.events.filter((event) => event.roomId === roomId).map((event) => event.content["body"]);
  }

  request<Result>(what: "put" | "upload" | "bind" | "find", work: () => Result): Result {
    this.requests += 1;
    const before = this.trouble("before", what);
    if (before !== undefined) throw before;
    const result = work();
    const after = this.trouble("after", what);
    if (after !== undefined) throw after;
    return result;
  }
}

/** Time that stands still until it is moved, or that jumps to whatever is waited for. */
export class FakeClock implements Clock {
  time = TIME;
  jumps = false;
  readonly #waits = new Set<{ readonly at: number; readonly end: () => void }>();

  now(): number {
    return this.time;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    if (this.jumps) this.time += ms;
    if (this.jumps || ms <= 0) return nextTurn();
    return new Promise((resolve) => {
      const wait = {
        at: this.time + ms,
        end: () => {
          this.#waits.delete(wait);
          resolve();
        },
      };
      this.#waits.add(wait);
      signal.addEventListener("abort", wait.end, { once: true });
    });
  }

  advance(ms: number): void {
    this.time += ms;
    for (const wait of this.#waits) if (wait.at <= this.time) wait.end();
  }
}

export interface ProcessOptions {
  readonly hostSession?: string;
  /** The process dies at this storage or network step: everything it awaits from then on never comes. */
  readonly diesAt?: number;
}

export interface Process {
  readonly outbox: DrainingOutbox;
  isDead(): boolean;
  readonly death: Promise<unknown>;
  /** Like SIGKILL: nothing it awaits comes any more. */
  kill(): void;
}

export class OutboxWorld {
  readonly server = new FakeServer();
  readonly clock = new FakeClock();
  readonly spool = createMemorySpool();
  readonly transfers = new TransferList();
  readonly #disk = new IDBFactory();
  readonly #lives: Life[] = [];
  readonly #rootKey = createRootKey(new Uint8Array(32).fill(1));
  /** Called in the middle of a put, when the row is claimed and the bytes are on their way. */
  onWire: () => Promise<void> | void = () => undefined;
  onEncrypted: () => Promise<void> | void = () => undefined;
  onUpload: (signal: AbortSignal) => Promise<void> | void = () => undefined;

  async start(options: ProcessOptions = {}): Promise<Process> {
    // The account's lock: what an earlier process had begun to write is written or lost before the next one reads.
    await Promise.all(this.#lives.filter((life) => life.isDead).map((life) => life.writesDone()));
    const life = new Life(options.diesAt ?? Infinity);
    this.#lives.push(life);
    const deps = await this.#deps(life, options.hostSession ?? SESSION);
    const outbox = await Promise.race([createOutbox(deps), life.death]);
    return { outbox: outbox ?? deadOutbox(), isDead: () => life.isDead, death: life.death, kill: () => life.kill() };
  }

  stepCount(): number {
    return this.#lives.reduce((sum, life) => sum + life.stepCount, 0);
  }

  isWorking(): boolean {
    return this.#lives.some((life) => life.isWorking);
  }

  async #deps(life: Life, hostSession: string): Promise<OutboxDeps> {
    globalThis.indexedDB = this.#disk;
    const store = await openOutboxStore("konsil:t:s", await this.#rootKey, new AbortController().signal);
    const { server } = this;
    return {
      store: life.limit(store, ["readAll", "insert", "swap", "remove"]),
      spool: life.limit<Spool>(this.spool, ["create", "read", "remove", "sweep"]),
      transfers: this.transfers,
      clock: this.clock,
      hostSession,
      signal: new AbortController().signal,
      onRoomChanged: () => undefined,
      put: async (send, { beforeWire }) => {
        await life.wait(() => this.onEncrypted());
        await beforeWire?.();
        await life.wait(() => this.onWire());
        return life.step(() => server.request("put", () => server.put(send.roomId, send.transactionId, send.content)));
      },
      upload: async (ciphertext, { signal }) => {
        await this.onUpload(signal);
        signal.throwIfAborted();
        return life.step(() =>
          server.request("upload", () => `mxc://example.org/${String(server.uploads.push(ciphertext))}`),
        );
      },
      findOwnEvent: ({ transactionId }) =>
        life.step(() =>
          server.request(
            "find",
            () => server.events.find((event) => event.transactionId === transactionId)?.eventId ?? null,
          ),
        ),
      headerSent: (entry: CaseHeaderEntry) =>
        life.step(() => server.request("bind", () => void server.bound.push(entry.roomId))),
    };
  }
}

class Life {
  readonly #diesAt: number;
  readonly #working = new Set<Promise<unknown>>();
  stepCount = 0;
  isDead = false;
  #die: () => void = () => undefined;
  readonly death = new Promise<undefined>((resolve) => {
    this.#die = () => resolve(undefined);
  });

  constructor(diesAt: number) {
    this.#diesAt = diesAt;
  }

  /** Two places to die: before the work has had an effect, and after it but before anybody learns of it. */
  async step<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    await this.#count();
    const working = Promise.resolve().then(work);
    this.#working.add(working);
    const result = await working.finally(() => this.#working.delete(working));
    await this.#count();
    return result;
  }

  get isWorking(): boolean {
    return this.#working.size > 0;
  }

  /** A step that a test may hold up. */
  async wait(work: () => Promise<void> | void): Promise<void> {
    await this.#count();
    await work();
    await this.#count();
  }

  async writesDone(): Promise<void> {
    await Promise.allSettled(this.#working);
  }

  limit<Target extends object>(target: Target, methods: readonly (keyof Target & string)[]): Target {
    const limited: Record<string, unknown> = {};
    for (const name of methods) {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      limited[name] = (...args: unknown[]) => this.step(() => method.apply(target, args));
    }
    return limited as Target;
  }

  kill(): void {
    this.isDead = true;
    this.#die();
  }

  async #count(): Promise<void> {
    this.stepCount += 1;
    if (this.stepCount >= this.#diesAt) this.kill();
    if (this.isDead) await new Promise<never>(() => undefined);
  }
}

function deadOutbox(): DrainingOutbox {
  const never = (): Promise<never> => new Promise(() => undefined);
  return {
    rows: () => [],
    counts: () => ({ waiting: 0, failed: 0, asking: 0 }),
    add: never,
    takeBack: never,
    sendNow: never,
    retry: never,
    discard: never,
    uploadOf: () => undefined,
    sawEvent: () => undefined,
    open: () => undefined,
    poke: () => undefined,
    onChange: () => undefined,
    askReasonOf: () => null,
    close: never,
  };
}

const PATIENCE_MS = 20_000;

/** Lets everything that is ready run until the condition holds. No time of the outbox passes by itself. */
export async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error("never came true");
    await nextTurn();
  }
}

/** Until no storage or network step is under way, and none is begun in 60 turns of the event loop. */
export async function comeToRest(world: OutboxWorld): Promise<void> {
  let seen = -1;
  for (let quiet = 0; quiet < 60; quiet += 1) {
    const steps = world.stepCount();
    if (steps !== seen || world.isWorking()) quiet = 0;
    seen = steps;
    await nextTurn();
  }
}

export function stateOf(outbox: DrainingOutbox, roomId: RoomId): string[] {
  return outbox.rows(roomId).map(({ send }) => (send.at === "asking" ? `asking:${send.reason}` : send.at));
}

export function failWith(...codes: (KonsilError | undefined)[]): () => KonsilError | undefined {
  const left = [...codes];
  return () => left.shift();
}
