import { KonsilError, type AskReason, type EventId, type RoomId, type RowKey } from "@konsil/protocol";
import { encryptAttachment, randomBytes, toBase64Url } from "@konsil/sealed";
import type { Outbox, OutboxEntry, OutboxRow } from "../seams.ts";
import { toKonsilError } from "../wire/errors.ts";
import { sendStateOf, viewOf, type LiveRow } from "./live-row.ts";
import type { OutboxDeps } from "./outbox-deps.ts";
import type { OutboxRecord, SpooledFile } from "./outbox-record.ts";
import { OutboxRows } from "./outbox-rows.ts";
import { RoomQueue, type QueueGate } from "./room-queue.ts";
import { RowDelivery } from "./row-delivery.ts";

export interface DrainingOutbox extends Outbox {
  /** The network may be back: unreachable rooms try again at once. */
  poke(): void;
  askReasonOf(key: RowKey): AskReason | null;
}

/** Reads what an earlier run left, so that rows can be shown before anything is sent. @throws KonsilError storage-blocked */
export async function createOutbox(deps: OutboxDeps): Promise<DrainingOutbox> {
  const outbox = new DurableOutbox(deps);
  await outbox.load();
  return outbox;
}

const CLOSE_PATIENCE_MS = 5000;
const EARLY_KEPT = 200;

/** The outbox is the local echo: a row exists from the strict write until its event stands in the timeline. */
class DurableOutbox implements DrainingOutbox {
  readonly #deps: OutboxDeps;
  readonly #rows: OutboxRows;
  readonly #delivery: RowDelivery;
  readonly #queues = new Map<RoomId, RoomQueue>();
  readonly #closing = new AbortController();
  readonly #gate: QueueGate;
  readonly #listeners = new Set<(roomId: RoomId) => void>();
  readonly #adding = new Map<RowKey, Promise<void>>();
  /** Events seen before their answer, without a transaction id. */
  readonly #seenEarly = new Set<EventId>();

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#gate = { isOpen: false, stop: AbortSignal.any([this.#closing.signal, deps.signal]) };
    this.#rows = new OutboxRows(deps.store, (roomId) => this.#changed(roomId));
    this.#delivery = new RowDelivery(deps, this.#rows, this.#gate.stop, (row) => void this.#cancel(row));
  }

  async load(): Promise<void> {
    await this.#rows.load();
    const spooled = this.#rows.all().map((row) => row.record.file?.spoolName ?? "");
    await this.#deps.spool.sweep(new Set(spooled));
    for (const roomId of this.#rows.roomIds()) this.#queueOf(roomId).wake();
  }

  rows(roomId: RoomId): readonly OutboxRow[] {
    return this.#rows
      .of(roomId)
      .filter((row) => !row.seen)
      .map(viewOf);
  }

  counts(roomId: RoomId): { waiting: number; failed: number; asking: number } {
    const counts = { waiting: 0, failed: 0, asking: 0 };
    for (const row of this.#rows.of(roomId)) {
      const { at } = sendStateOf(row);
      if (at === "failed") counts.failed += 1;
      else if (at === "asking") counts.asking += 1;
      else if (at !== "sent") counts.waiting += 1;
    }
    return counts;
  }

  add(entry: OutboxEntry, file?: Blob): Promise<void> {
    const running = this.#adding.get(entry.key);
    if (running !== undefined) return running;
    if (this.#rows.find(entry.key) !== undefined) return Promise.resolve();
    const adding = this.#addNow(entry, file).finally(() => this.#adding.delete(entry.key));
    this.#adding.set(entry.key, adding);
    return adding;
  }

  async takeBack(key: RowKey): Promise<{ text: string; replyTo: EventId | null }> {
    const row = this.#rows.find(key);
    const content = row?.record.entry.content;
    if (row === undefined || content === undefined || !("replyTo" in content)) {
      throw new KonsilError("already-sent");
    }
    if (!(await this.#withdraw(row))) throw new KonsilError("already-sent");
    return { text: content.text, replyTo: content.replyTo };
  }

  async sendNow(key: RowKey): Promise<void> {
    const row = this.#rowOf(key);
    const notBefore = this.#deps.clock.now();
    await this.#rows.change(row, (record) => {
      if (record.progress.at !== "held" || row.fromDisk) return undefined;
      return { ...record, entry: { ...record.entry, notBefore }, progress: { at: "queued" } };
    });
    this.#queueOf(row.record.entry.roomId).wake();
  }

  async retry(key: RowKey): Promise<void> {
    const row = this.#rowOf(key);
    const now = this.#deps.clock.now();
    const isConfirmed = await this.#rows.change(row, (record) => this.#confirmed(record, row.asking !== null, now));
    if (isConfirmed) {
      row.fromDisk = false;
      row.lookedUp = false;
      row.asking = null;
    }
    this.#queueOf(row.record.entry.roomId).poke();
  }

  async discard(key: RowKey): Promise<void> {
    const row = this.#rowOf(key);
    const { roomId, content } = row.record.entry;
    // Without its header nothing of the conversation may leave (safety C1).
    const isNeeded = content.kind === "caseHeader" && this.#rows.of(roomId).length > 1;
    if (isNeeded) throw new KonsilError("bad-request");
    const isUnclear = row.asking !== null && row.record.progress.at === "claimed";
    const isDiscarded = isUnclear ? await this.#rows.change(row, () => null) : await this.#withdraw(row);
    if (!isDiscarded) throw new KonsilError("already-sent");
    this.#queueOf(roomId).wake();
  }

  uploadOf(key: RowKey): ReturnType<Outbox["uploadOf"]> {
    const file = this.#rows.find(key)?.record.file;
    if (!file || file.mxc === null) return undefined;
    return { file: { ...file.secret, url: file.mxc }, sizeBytes: file.sizeBytes };
  }

  sawEvent(roomId: RoomId, transactionId: string | undefined, eventId: EventId): void {
    const rows = this.#rows.of(roomId);
    const row = rows.find(({ record, eventId: known }) => record.entry.key === transactionId || known === eventId);
    if (row !== undefined) void this.#close(row, eventId);
    else if (transactionId === undefined && rows.length > 0) this.#keepEarly(eventId);
  }

  open(): void {
    this.#gate.isOpen = true;
    for (const row of this.#rows.all()) if (row.record.progress.at === "sent") this.#delivery.followUp(row);
    this.poke();
  }

  poke(): void {
    for (const roomId of this.#rows.roomIds()) this.#queueOf(roomId).poke();
  }

  onChange(listener: (roomId: RoomId) => void): void {
    this.#listeners.add(listener);
  }

  askReasonOf(key: RowKey): AskReason | null {
    return this.#rows.find(key)?.asking ?? null;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const settled = this.#settled();
    await Promise.race([settled, this.#deps.clock.wait(CLOSE_PATIENCE_MS, this.#deps.signal)]);
    // A server that does not answer keeps nobody from signing in: the row stays claimed and is sent again.
    for (const row of this.#rows.all()) row.attempt?.abort();
  }

  async #settled(): Promise<void> {
    await Promise.allSettled([...this.#adding.values()]);
    await Promise.allSettled([...this.#queues.values()].map((queue) => queue.settled()));
    await this.#delivery.settled();
  }

  async #addNow(entry: OutboxEntry, file: Blob | undefined): Promise<void> {
    this.#gate.stop.throwIfAborted();
    const order = this.#rows.nextOrder();
    const queue = this.#queueOf(entry.roomId);
    queue.arriving(order);
    let spooled: SpooledFile | null = null;
    try {
      if (entry.content.kind === "file") {
        if (file === undefined) throw new KonsilError("bad-request");
        spooled = await this.#spool(entry, file);
      }
      const isHeld = entry.notBefore > this.#deps.clock.now();
      await this.#rows.insert({ entry, order, progress: { at: isHeld ? "held" : "queued" }, file: spooled });
    } catch (error) {
      if (spooled !== null) await this.#deps.spool.remove(spooled.spoolName).catch(() => undefined);
      throw toKonsilError(error);
    } finally {
      queue.arrived(order);
    }
  }

  async #spool(entry: OutboxEntry, file: Blob): Promise<SpooledFile> {
    const { key, roomId } = entry;
    const cancelled = new AbortController();
    const signal = AbortSignal.any([cancelled.signal, this.#gate.stop]);
    const totalBytes = file.size;
    const transfer = { key, roomId, direction: "up", doneBytes: 0, totalBytes, state: "encrypting" } as const;
    this.#deps.transfers.set(transfer, () => cancelled.abort());
    try {
      const spoolName = toBase64Url(randomBytes(18));
      const onProgress = (doneBytes: number): void => this.#deps.transfers.progress(key, doneBytes);
      const writer = await this.#deps.spool.create(spoolName);
      const secret = await encryptAttachment(file, writer, { signal, onProgress });
      return { spoolName, sizeBytes: totalBytes, secret, mxc: null };
    } catch (error) {
      throw toKonsilError(error, { signal });
    } finally {
      this.#deps.transfers.end(key);
    }
  }

  /** Out of the outbox, if nothing of it has left: the same compare-and-set that claims it (safety M2). */
  async #withdraw(row: LiveRow): Promise<boolean> {
    const isOut = await this.#rows.change(row, ({ progress }) =>
      progress.at === "held" || progress.at === "queued" || progress.at === "failed" ? null : undefined,
    );
    if (!isOut) return false;
    row.attempt?.abort();
    const { file, entry } = row.record;
    if (file !== null) await this.#deps.spool.remove(file.spoolName).catch(() => undefined);
    this.#queueOf(entry.roomId).wake();
    return true;
  }

  async #cancel(row: LiveRow): Promise<void> {
    await this.#withdraw(row).catch(() => undefined);
  }

  /** A person said yes: from now on it counts as made in this session and now. */
  #confirmed(record: OutboxRecord, isAsking: boolean, now: number): OutboxRecord | undefined {
    const { progress, entry } = record;
    const isFailed = progress.at === "failed" && progress.canRetry;
    if (!isFailed && !isAsking) return undefined;
    const askAfter = now + Math.max(0, entry.askAfter - entry.createdAt);
    const confirmed = { ...entry, hostSession: this.#deps.hostSession, notBefore: now, askAfter };
    const next = progress.at === "claimed" ? ({ at: "claimed", since: now } as const) : ({ at: "queued" } as const);
    return { ...record, entry: confirmed, progress: next };
  }

  async #close(row: LiveRow, eventId: EventId): Promise<void> {
    row.seen = true;
    try {
      await this.#delivery.delivered(row, eventId);
    } catch {
      // The disk refused; the row resends with its transaction id after the next start and is closed then.
    }
    row.attempt?.abort();
    const isFollowedUp = row.record.entry.content.kind !== "caseHeader" || row.settled;
    if (isFollowedUp && !row.gone) this.#rows.drop(row);
    this.#queueOf(row.record.entry.roomId).wake();
  }

  #rowOf(key: RowKey): LiveRow {
    const row = this.#rows.find(key);
    if (row === undefined || row.eventId !== null) throw new KonsilError("already-sent");
    return row;
  }

  #queueOf(roomId: RoomId): RoomQueue {
    const known = this.#queues.get(roomId);
    if (known !== undefined) return known;
    const queue = new RoomQueue(roomId, this.#deps, this.#rows, this.#delivery, this.#gate);
    this.#queues.set(roomId, queue);
    return queue;
  }

  #changed(roomId: RoomId): void {
    this.#closeSeenEarly(roomId);
    this.#deps.onRoomChanged(roomId);
    for (const listener of this.#listeners) listener(roomId);
  }

  /** History brings old events of our own as well; only the latest can be the answer to a row under way. */
  #keepEarly(eventId: EventId): void {
    this.#seenEarly.add(eventId);
    const [oldest] = this.#seenEarly;
    if (this.#seenEarly.size > EARLY_KEPT && oldest !== undefined) this.#seenEarly.delete(oldest);
  }

  #closeSeenEarly(roomId: RoomId): void {
    if (this.#seenEarly.size === 0) return;
    for (const row of this.#rows.of(roomId)) {
      if (row.eventId !== null && this.#seenEarly.delete(row.eventId)) void this.#close(row, row.eventId);
    }
  }
}
