import assert from "node:assert/strict";
import {
  applyOperations,
  type ChatBackend,
  type MessageRow,
  type RoomId,
  type RowKey,
  type StreamEvent,
  type Topic,
  type TopicRows,
} from "@konsil/protocol";

const PATIENCE_MS = 20_000;
/** Time that goes by between two looks. */
const LOOK_EVERY_MS = 10;

interface Watched {
  readonly backend: ChatBackend;
  pass(ms: number): Promise<void>;
}

/** A listener that holds every event against the rule of streams (J1) and waits for rows to come true. */
export class Watch<Row> {
  readonly #world: Watched;
  readonly #stop = new AbortController();
  readonly events: StreamEvent<Row>["kind"][] = [];
  #rows: readonly Row[] | null = null;
  #offence: Error | undefined;

  constructor(world: Watched) {
    this.#world = world;
  }

  static on<Name extends keyof TopicRows>(
    world: Watched,
    topic: Extract<Topic, { name: Name }>,
  ): Watch<TopicRows[Name]> {
    const watch = new Watch<TopicRows[Name]>(world);
    world.backend.observe(topic, (event) => watch.#hear(event), watch.#stop.signal);
    return watch;
  }

  get rows(): readonly Row[] {
    return this.#rows ?? [];
  }

  /** Rows for which the condition holds. @throws AssertionError when it never does, or when the stream breaks its rule */
  async until(condition: (rows: readonly Row[]) => boolean, what: string): Promise<readonly Row[]> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (this.#rows === null || !condition(this.#rows)) {
      this.check();
      assert.ok(performance.now() < giveUpAt, `never: ${what}`);
      await this.#world.pass(LOOK_EVERY_MS);
    }
    this.check();
    return this.#rows;
  }

  check(): void {
    if (this.#offence !== undefined) throw this.#offence;
  }

  end(): void {
    this.#stop.abort();
  }

  #hear(event: StreamEvent<Row>): void {
    this.events.push(event.kind);
    try {
      if (event.kind === "snapshot") assert.equal(this.#rows, null, "a second snapshot");
      else assert.deepEqual(applyOperations(this.#rows ?? [], event.operations), event.rows);
    } catch (offence) {
      // Thrown here it would be lost in the backend.
      this.#offence ??= offence instanceof Error ? offence : new Error("stream");
    }
    this.#rows = event.rows;
  }
}

/** The outcome of a call, while time goes by. */
export async function settled<Value>(world: Watched, call: Promise<Value>): Promise<Value> {
  const over = new AbortController();
  // What it ended with is told below; until then nobody listens.
  call.then(
    () => over.abort(),
    () => over.abort(),
  );
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!over.signal.aborted && performance.now() < giveUpAt) await world.pass(LOOK_EVERY_MS);
  assert.ok(over.signal.aborted, "a call that never ends");
  return call;
}

export const watchTimeline = (world: Watched, roomId: RoomId): Watch<TopicRows["timeline"]> =>
  Watch.on<"timeline">(world, { name: "timeline", roomId });

/** The message rows among them. */
export const messagesIn = (rows: readonly TopicRows["timeline"][]): readonly MessageRow[] =>
  rows.filter((row) => row.kind === "message");

export const messageOf = (rows: readonly TopicRows["timeline"][], key: RowKey): MessageRow | undefined =>
  messagesIn(rows).find((row) => row.key === key);

/** Where an own message is on its way; "absent" when there is no such row. */
export const stateOf = (rows: readonly TopicRows["timeline"][], key: RowKey): string =>
  messageOf(rows, key)?.send?.at ?? "absent";

export const textOf = (row: MessageRow): string => ("text" in row.body ? row.body.text : "");
