import { KonsilError, type EventId } from "@konsil/protocol";
import { toKonsilError } from "../wire/errors.ts";
import { pauseMs } from "./failure.ts";
import type { LiveRow } from "./live-row.ts";
import { messageContent } from "./message-content.ts";
import type { CaseHeaderEntry, OutboxDeps } from "./outbox-deps.ts";
import type { OutboxRecord } from "./outbox-record.ts";
import type { OutboxRows } from "./outbox-rows.ts";

/** Brings one row over the wire: upload, claim, send, and what follows from a delivered case header. */
export class RowDelivery {
  readonly #deps: OutboxDeps;
  readonly #rows: OutboxRows;
  /** Cancelled by the person in the list of transfers. */
  readonly #onCancel: (row: LiveRow) => void;
  readonly #stop: AbortSignal;
  readonly #followUps = new Set<Promise<void>>();

  constructor(deps: OutboxDeps, rows: OutboxRows, stop: AbortSignal, onCancel: (row: LiveRow) => void) {
    this.#deps = deps;
    this.#rows = rows;
    this.#stop = stop;
    this.#onCancel = onCancel;
  }

  /** One step towards delivery: the upload of a file is one, sending its event the next. @throws KonsilError */
  async advance(row: LiveRow): Promise<void> {
    const attempt = new AbortController();
    row.attempt = attempt;
    try {
      const needsUpload = row.record.file !== null && row.record.file.mxc === null;
      if (needsUpload) await this.#upload(row, AbortSignal.any([attempt.signal, this.#deps.signal, this.#stop]));
      else await this.#send(row, AbortSignal.any([attempt.signal, this.#deps.signal]));
    } catch (error) {
      throw toKonsilError(error, { signal: attempt.signal });
    } finally {
      row.attempt = null;
      row.phase = { at: "idle" };
      if (!row.gone) this.#rows.touch(row.record.entry.roomId);
    }
  }

  /** Searches the room for an event whose answer was lost long ago. @throws KonsilError */
  async lookUp(row: LiveRow): Promise<void> {
    const { progress, entry } = row.record;
    if (progress.at !== "claimed") return;
    const query = { roomId: entry.roomId, transactionId: entry.key, sentSince: progress.since };
    const eventId = await this.#deps.findOwnEvent(query, AbortSignal.any([this.#deps.signal, this.#stop]));
    if (eventId === null) row.lookedUp = true;
    else await this.delivered(row, eventId);
  }

  /** The server has it. Also called when the synced event came before the answer. */
  async delivered(row: LiveRow, eventId: EventId): Promise<void> {
    if (row.gone || row.eventId !== null) return;
    row.eventId = eventId;
    row.asking = null;
    this.#rows.touch(row.record.entry.roomId);
    if (row.record.entry.content.kind === "caseHeader") {
      // If the disk refuses, the header is sent again after the next start and the server answers with the same event.
      await this.#rows
        .change(row, (record) => ({ ...record, progress: { at: "sent", eventId } }))
        .catch(() => undefined);
      this.followUp(row);
      return;
    }
    const { file } = row.record;
    await this.#rows.settle(row);
    if (file !== null) await this.#deps.spool.remove(file.spoolName).catch(() => undefined);
  }

  /** Runs beside the queue: messages need not wait for the patient index. */
  followUp(row: LiveRow): void {
    const task = this.#runFollowUp(row).finally(() => this.#followUps.delete(task));
    this.#followUps.add(task);
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.#followUps);
  }

  async #upload(row: LiveRow, signal: AbortSignal): Promise<void> {
    const { file, entry } = row.record;
    if (file === null) return;
    const blob = await this.#deps.spool.read(file.spoolName);
    if (blob?.size !== file.sizeBytes) throw new KonsilError("not-found");
    const totalBytes = file.sizeBytes;
    const onProgress = (doneBytes: number): void => {
      row.phase = { at: "uploading", doneBytes, totalBytes };
      this.#deps.transfers.progress(entry.key, doneBytes);
      this.#rows.touch(entry.roomId);
    };
    const { key, roomId } = entry;
    const cancel = (): void => this.#onCancel(row);
    this.#deps.transfers.set({ key, roomId, direction: "up", doneBytes: 0, totalBytes, state: "moving" }, cancel);
    try {
      onProgress(0);
      const mxc = await this.#deps.upload(blob, { signal, onProgress });
      await this.#rows.change(row, (record) => record.file && { ...record, file: { ...record.file, mxc } });
    } finally {
      this.#deps.transfers.end(key);
    }
  }

  async #send(row: LiveRow, signal: AbortSignal): Promise<void> {
    const { entry } = row.record;
    row.phase = { at: "encrypting" };
    this.#rows.touch(entry.roomId);
    const send = {
      roomId: entry.roomId,
      type: "m.room.message" as const,
      content: messageContent(row.record),
      transactionId: entry.key,
    };
    const beforeWire = async (): Promise<void> => {
      signal.throwIfAborted();
      const isOurs = await this.#rows.change(row, (record) => claimed(record, this.#deps.clock.now()));
      if (!isOurs || signal.aborted) throw new KonsilError("aborted");
      row.phase = { at: "sending" };
      this.#rows.touch(entry.roomId);
    };
    await this.delivered(row, await this.#deps.put(send, { signal, beforeWire }));
  }

  async #runFollowUp(row: LiveRow): Promise<void> {
    const { entry } = row.record;
    const { eventId } = row;
    if (!isCaseHeader(entry) || eventId === null) return;
    for (let failures = 1; !this.#stop.aborted; failures += 1) {
      try {
        await this.#deps.headerSent(entry, eventId, this.#stop);
        await this.#rows.settle(row);
        return;
      } catch (error) {
        await this.#deps.clock.wait(pauseMs(toKonsilError(error), failures), this.#stop);
      }
    }
  }
}

/** Compare-and-set of the claim: after a take-back there is nothing to claim (safety M2). */
function claimed(record: OutboxRecord, now: number): OutboxRecord | undefined {
  switch (record.progress.at) {
    case "queued":
      return { ...record, progress: { at: "claimed", since: now } };
    case "claimed":
      return record;
    case "held":
    case "failed":
    case "sent":
      return undefined;
    default:
      return record.progress satisfies never;
  }
}

function isCaseHeader(entry: OutboxRecord["entry"]): entry is CaseHeaderEntry {
  return entry.content.kind === "caseHeader";
}
