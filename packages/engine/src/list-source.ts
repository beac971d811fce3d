/** A list of rows that tells when it changed. Rows that are the same keep their identity, so that diffs are cheap. */
export class ListSource<Row> {
  readonly #keyOf: (row: Row) => string;
  readonly #listeners = new Set<() => void>();
  #rows: readonly Row[] = [];
  #isKnown = false;

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** False until the first `set`: a subscriber waits for a snapshot that means something. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get isObserved(): boolean {
    return this.#listeners.size > 0;
  }

  set(rows: readonly Row[]): void {
    const before = new Map(this.#rows.map((row) => [this.#keyOf(row), row]));
    let changed = !this.#isKnown || rows.length !== this.#rows.length;
    const next = rows.map((row, index) => {
      const old = before.get(this.#keyOf(row));
      const kept = old !== undefined && isSame(old, row) ? old : row;
      if (kept !== this.#rows[index]) changed = true;
      return kept;
    });
    if (!changed) return;
    this.#rows = next;
    this.#isKnown = true;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Back to "not known": another account is opened. */
  reset(): void {
    this.#rows = [];
    this.#isKnown = false;
  }

  observe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }
}

/** Rows are plain data. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
