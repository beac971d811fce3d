import type { KonsilError, RoomId } from "@konsil/protocol";
import { toKonsilError } from "../wire/errors.ts";
import { pauseMs, verdictOf } from "./failure.ts";
import type { LiveRow } from "./live-row.ts";
import { nextStep, type Step } from "./next-step.ts";
import type { OutboxDeps } from "./outbox-deps.ts";
import type { OutboxRows } from "./outbox-rows.ts";
import type { RowDelivery } from "./row-delivery.ts";

/** What all queues share. */
export interface QueueGate {
  /** After the first live sync, while the session lasts. */
  isOpen: boolean;
  /** Aborted by `close` and by the end of the account. */
  readonly stop: AbortSignal;
}

/**
 * The rows of one room, strictly in order: whatever cannot go on (held, failed, asking, unreachable) holds back all that
 * is behind it. Rooms do not wait for each other.
 */
export class RoomQueue {
  readonly #roomId: RoomId;
  readonly #deps: OutboxDeps;
  readonly #rows: OutboxRows;
  readonly #delivery: RowDelivery;
  readonly #gate: QueueGate;
  /** Orders of rows that are still being written: nothing that was made after them may overtake them. */
  readonly #arriving = new Set<number>();
  #run: Promise<void> | null = null;
  #isWoken = false;
  #nap: AbortController | null = null;
  #pausedUntil = 0;
  #isPauseFirm = false;

  constructor(roomId: RoomId, deps: OutboxDeps, rows: OutboxRows, delivery: RowDelivery, gate: QueueGate) {
    this.#roomId = roomId;
    this.#deps = deps;
    this.#rows = rows;
    this.#delivery = delivery;
    this.#gate = gate;
  }

  arriving(order: number): void {
    this.#arriving.add(order);
  }

  arrived(order: number): void {
    this.#arriving.delete(order);
    this.wake();
  }

  wake(): void {
    this.#isWoken = true;
    this.#nap?.abort();
    this.#run ??= this.#loop();
  }

  /** The network is back, or a person asks: a pause of ours ends, one that the server asked for does not. */
  poke(): void {
    if (!this.#isPauseFirm) this.#pausedUntil = 0;
    this.wake();
  }

  async settled(): Promise<void> {
    await this.#run;
  }

  async #loop(): Promise<void> {
    while (!this.#isStopped() && this.#takeWake()) {
      try {
        while (!this.#isStopped() && (await this.#turn()));
      } catch (error) {
        this.#pause(pauseMs(toKonsilError(error), 4), false);
        this.#isWoken = true;
      }
    }
    // No await between the check above and here: a wake in between would be lost.
    this.#run = null;
  }

  /** @returns false when there is nothing to do until somebody wakes the queue. */
  async #turn(): Promise<boolean> {
    const now = this.#deps.clock.now();
    const steps = this.#rows.of(this.#roomId).map((row) => ({ row, step: this.#stepOf(row, now) }));
    const ended = steps.find(({ step }) => step.do === "end-hold");
    if (ended !== undefined) {
      await this.#rows.change(ended.row, (record) =>
        record.progress.at === "held" ? { ...record, progress: { at: "queued" } } : undefined,
      );
      return true;
    }
    const head = steps.find(({ row }) => row.eventId === null);
    const isReady = head !== undefined && this.#gate.isOpen && !this.#isOvertaking(head.row);
    const wantsWire = isReady && (head.step.do === "send" || head.step.do === "look-up");
    if (wantsWire && now >= this.#pausedUntil) {
      await this.#attempt(head.row, head.step);
      return true;
    }
    const holds = steps.map(({ step }) => (step.do === "wait" ? step.until : Infinity));
    const wakeAt = Math.min(...holds, wantsWire ? this.#pausedUntil : Infinity);
    if (wakeAt === Infinity) return false;
    await this.#napFor(wakeAt - now);
    return true;
  }

  #stepOf(row: LiveRow, now: number): Step {
    const { fromDisk, lookedUp } = row;
    const step = nextStep(row.record, { now, fromDisk, lookedUp, hostSession: this.#deps.hostSession });
    const asking = step.do === "ask" && row.eventId === null ? step.reason : null;
    if (asking !== row.asking) {
      row.asking = asking;
      this.#rows.touch(this.#roomId);
    }
    return step;
  }

  #isOvertaking(row: LiveRow): boolean {
    if (row.record.entry.content.kind === "caseHeader") return false;
    for (const order of this.#arriving) if (order < row.record.order) return true;
    return false;
  }

  async #attempt(row: LiveRow, step: Step): Promise<void> {
    try {
      if (step.do === "look-up") await this.#delivery.lookUp(row);
      else await this.#delivery.advance(row);
      row.failures = 0;
      this.#pausedUntil = 0;
    } catch (error) {
      await this.#failed(row, toKonsilError(error, { signal: this.#gate.stop }));
    }
  }

  async #failed(row: LiveRow, error: KonsilError): Promise<void> {
    if (row.gone || row.eventId !== null) return;
    row.failures = row.failureCode === error.code ? row.failures + 1 : 1;
    row.failureCode = error.code;
    const verdict = verdictOf(error, row.failures);
    switch (verdict.is) {
      case "stopped":
      case "again":
        this.#pause(pauseMs(error, row.failures), false);
        return;
      case "later":
        this.#pause(verdict.afterMs, true);
        return;
      case "session-over":
        this.#gate.isOpen = false;
        return;
      case "final":
        row.failures = 0;
        await this.#rows.change(row, (record) => ({ ...record, progress: verdict.progress }));
        return;
      default:
        verdict satisfies never;
    }
  }

  #pause(ms: number, isFirm: boolean): void {
    this.#pausedUntil = this.#deps.clock.now() + ms;
    this.#isPauseFirm = isFirm;
  }

  #isStopped(): boolean {
    return this.#gate.stop.aborted;
  }

  #takeWake(): boolean {
    const isWoken = this.#isWoken;
    this.#isWoken = false;
    return isWoken;
  }

  async #napFor(ms: number): Promise<void> {
    if (this.#takeWake()) return;
    const nap = new AbortController();
    this.#nap = nap;
    await this.#deps.clock.wait(ms, AbortSignal.any([nap.signal, this.#gate.stop]));
    this.#nap = null;
  }
}
