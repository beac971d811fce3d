import { diffRows, keyOfRow, MAX_OPERATIONS, type AnyRow, type EngineDown, type Topic } from "@konsil/protocol";
import type { ListSource } from "../list-source.ts";

export interface SubscriptionParts {
  readonly id: number;
  readonly topic: Topic;
  readonly source: ListSource<AnyRow>;
  /** Rows are only shown to the user they belong to (safety S1). */
  readonly mayShow: () => boolean;
  readonly send: (message: EngineDown) => void;
}

/** One topic on one port: a snapshot, then what changed, gathered per task. */
export class Subscription {
  readonly topic: Topic;
  readonly #parts: SubscriptionParts;
  readonly #stop = new AbortController();
  #sent: readonly AnyRow[] | null = null;
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: SubscriptionParts) {
    this.topic = parts.topic;
    this.#parts = parts;
    parts.source.observe(() => this.schedule(), this.#stop.signal);
    this.schedule();
  }

  schedule(): void {
    if (!this.#stop.signal.aborted) this.#timer ??= setTimeout(() => this.#flush(), 0);
  }

  /** The page's rows are taken away and replaced by these; nothing follows. */
  replaceBy(rows: readonly AnyRow[]): void {
    this.stop();
    this.#parts.send({ t: "snapshot", id: this.#parts.id, revision: 0, rows });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #flush(): void {
    this.#timer = undefined;
    const { id, topic, source, mayShow, send } = this.#parts;
    if (!source.isKnown || !mayShow()) return;
    const { rows } = source;
    if (this.#sent === null) {
      send({ t: "snapshot", id, revision: this.#revision, rows });
    } else {
      const operations = diffRows(this.#sent, rows, (row) => keyOfRow(topic.name, row));
      for (let start = 0; start < operations.length; start += MAX_OPERATIONS) {
        this.#revision += 1;
        const part = operations.slice(start, start + MAX_OPERATIONS);
        send({ t: "operations", id, revision: this.#revision, operations: part });
      }
    }
    this.#sent = rows;
  }
}
