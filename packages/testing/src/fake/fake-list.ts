import { diffRows, type StreamEvent } from "@konsil/protocol";

interface Observer<Row> {
  readonly tell: (event: StreamEvent<Row>) => void;
  sent: readonly Row[] | null;
}

/**
 * A list that is told as every topic is: to each observer one snapshot, then the operations of all changes of a task
 * together. Rows that did not change keep their identity.
 */
export class FakeList<Row> {
  readonly #keyOf: (row: Row) => string;
  readonly #observers = new Set<Observer<Row>>();
  #rows: readonly Row[] | null = null;
  #isScheduled = false;

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf;
  }

  get rows(): readonly Row[] {
    return this.#rows ?? [];
  }

  set(rows: readonly Row[]): void {
    const before = new Map(this.rows.map((row) => [this.#keyOf(row), row]));
    this.#rows = rows.map((row) => {
      const old = before.get(this.#keyOf(row));
      return old !== undefined && isSame(old, row) ? old : row;
    });
    this.#schedule();
  }

  observe(tell: (event: StreamEvent<Row>) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    const observer: Observer<Row> = { tell, sent: null };
    this.#observers.add(observer);
    signal.addEventListener("abort", () => this.#observers.delete(observer), { once: true });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#rows === null) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      for (const observer of [...this.#observers]) this.#bring(observer, this.rows);
    });
  }

  #bring(observer: Observer<Row>, rows: readonly Row[]): void {
    // An observer told before this one may have ended it.
    if (!this.#observers.has(observer)) return;
    const { sent } = observer;
    observer.sent = rows;
    if (sent === null) return observer.tell({ kind: "snapshot", rows });
    const operations = diffRows(sent, rows, this.#keyOf);
    if (operations.length > 0) observer.tell({ kind: "operations", operations, rows });
  }
}

/** Rows are plain data. */
const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
