import type { RowKey, Transfer } from "@konsil/protocol";

/** What is moving right now, up and down. Finished transfers leave the list; failed uploads are seen at their row. */
export class TransferList {
  readonly #transfers = new Map<RowKey, { transfer: Transfer; cancel: () => void }>();
  readonly #listeners = new Set<() => void>();

  list(): readonly Transfer[] {
    return [...this.#transfers.values()].map((running) => running.transfer);
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Starts or replaces the row of its key. */
  set(transfer: Transfer, cancel: () => void): void {
    this.#transfers.set(transfer.key, { transfer, cancel });
    this.#tell();
  }

  progress(key: RowKey, doneBytes: number): void {
    const running = this.#transfers.get(key);
    if (running === undefined) return;
    running.transfer = { ...running.transfer, doneBytes };
    this.#tell();
  }

  end(key: RowKey): void {
    if (this.#transfers.delete(key)) this.#tell();
  }

  /** @returns false when nothing of that key is moving. */
  cancel(key: RowKey): boolean {
    const running = this.#transfers.get(key);
    running?.cancel();
    return running !== undefined;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
