import {
  asEventId,
  KonsilError,
  type ErrorCode,
  type ErrorDetail,
  type EventId,
  type MessageBody,
  type RoomId,
  type RowKey,
  type SendState,
} from "@konsil/protocol";
import type { Clock } from "../clock.ts";
import { nextName } from "../builders/build-rows.ts";

export interface FakeEntry {
  readonly key: RowKey;
  readonly roomId: RoomId;
  readonly body: MessageBody;
  /** What comes back into the field on a take-back. */
  readonly text: string;
  readonly replyTo: EventId | null;
  readonly createdAt: number;
  readonly notBefore: number;
}

export interface FakeOutboxRow {
  readonly entry: FakeEntry;
  readonly send: SendState;
}

export interface FakeOutboxDeps {
  readonly clock: Clock;
  /** Milliseconds that each step of a row takes. */
  readonly stepMs: number;
  readonly isOnline: () => boolean;
  readonly onChange: (roomId: RoomId) => void;
  /** The row has arrived at the server: from now on it is an event. */
  readonly deliver: (entry: FakeEntry, eventId: EventId) => void;
}

interface Failure {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
}

const UPLOAD_PARTS = 4;

/** Rows that have not left: in order for each room, a failed one holds back all behind it (safety M2). */
export class FakeOutbox {
  readonly #deps: FakeOutboxDeps;
  readonly #rows: FakeOutboxRow[] = [];
  readonly #failures: Failure[] = [];
  readonly #walking = new Map<RoomId, { readonly row: FakeOutboxRow; readonly stop: () => void }>();

  constructor(deps: FakeOutboxDeps) {
    this.#deps = deps;
  }

  rows(roomId: RoomId): readonly FakeOutboxRow[] {
    return this.#rows.filter((row) => row.entry.roomId === roomId);
  }

  counts(roomId: RoomId): { waiting: number; failed: number; asking: number } {
    const rows = this.rows(roomId);
    const failed = rows.filter(({ send }) => send.at === "failed").length;
    const asking = rows.filter(({ send }) => send.at === "asking").length;
    return { waiting: rows.length - failed - asking, failed, asking };
  }

  roomOf(key: RowKey): RoomId | undefined {
    return this.#find(key)?.entry.roomId;
  }

  /** The next row that would be sent fails instead. */
  failNext(code: ErrorCode, detail: ErrorDetail): void {
    this.#failures.push({ code, detail });
  }

  add(entry: FakeEntry): void {
    if (this.#find(entry.key)) return;
    const isHeld = entry.notBefore > this.#deps.clock.now();
    this.#rows.push({ entry, send: isHeld ? { at: "held", notBefore: entry.notBefore } : { at: "queued" } });
    this.#changed(entry.roomId);
  }

  takeBack(key: RowKey): FakeEntry {
    const row = this.#find(key);
    if (row === undefined || row.send.at === "sending") throw new KonsilError("already-sent");
    this.#remove(row);
    return row.entry;
  }

  discard(key: RowKey): void {
    this.takeBack(key);
  }

  sendNow(key: RowKey): void {
    const row = this.#mustFind(key);
    if (row.send.at === "held") this.#turn(row, { at: "queued" });
  }

  retry(key: RowKey): void {
    const row = this.#mustFind(key);
    if (row.send.at === "failed" || row.send.at === "asking") this.#turn(row, { at: "queued" });
  }

  /** Goes on with all rooms: the network is there again. */
  poke(): void {
    for (const roomId of new Set(this.#rows.map(({ entry }) => entry.roomId))) this.#walk(roomId);
  }

  /** One step of the first row of a room, if there is one to be made; one at a time. */
  #walk(roomId: RoomId): void {
    const [first] = this.rows(roomId);
    const walking = this.#walking.get(roomId);
    // A row is another object after every step: this one is already on its way.
    if (walking && walking.row === first) return;
    walking?.stop();
    this.#walking.delete(roomId);
    const waitMs = first && this.#msToNextStep(first.send);
    if (first === undefined || waitMs === undefined) return;
    const stop = this.#deps.clock.after(waitMs, () => {
      this.#walking.delete(roomId);
      this.#step(first);
    });
    this.#walking.set(roomId, { row: first, stop });
  }

  #msToNextStep(send: SendState): number | undefined {
    switch (send.at) {
      case "held":
        return Math.max(0, send.notBefore - this.#deps.clock.now());
      case "queued":
        return this.#deps.isOnline() ? this.#deps.stepMs : undefined;
      case "encrypting":
      case "uploading":
      case "sending":
        return this.#deps.stepMs;
      case "securing":
      case "sent":
      case "asking":
      case "failed":
        return undefined;
      default:
        return send satisfies never;
    }
  }

  #step(row: FakeOutboxRow): void {
    // The network may have gone while the row was waiting.
    if (row.send.at === "queued" && !this.#deps.isOnline()) return;
    switch (row.send.at) {
      case "held":
        return this.#turn(row, { at: "queued" });
      case "queued":
        return this.#turn(row, { at: "encrypting" });
      case "encrypting":
        return this.#turn(row, firstOfUpload(row.entry.body) ?? { at: "sending" });
      case "uploading":
        return this.#upload(row, row.send);
      case "sending":
        return this.#leave(row);
      case "securing":
      case "sent":
      case "asking":
      case "failed":
        return;
      default:
        row.send satisfies never;
    }
  }

  #upload(row: FakeOutboxRow, { doneBytes, totalBytes }: Extract<SendState, { at: "uploading" }>): void {
    if (doneBytes >= totalBytes) return this.#turn(row, { at: "sending" });
    const nextBytes = Math.min(totalBytes, doneBytes + Math.ceil(totalBytes / UPLOAD_PARTS));
    this.#turn(row, { at: "uploading", doneBytes: nextBytes, totalBytes });
  }

  #leave(row: FakeOutboxRow): void {
    const failure = this.#failures.shift();
    if (failure === undefined) {
      this.#rows.splice(this.#rows.indexOf(row), 1);
      this.#deps.deliver(row.entry, asEventId(nextName("$event-")));
      return this.#changed(row.entry.roomId);
    }
    const { code, detail } = failure;
    const limit = detail.limitBytes === undefined ? {} : { limitBytes: detail.limitBytes };
    this.#turn(row, { at: "failed", code, canRetry: code !== "file-too-large", ...limit });
  }

  #turn(row: FakeOutboxRow, send: SendState): void {
    this.#rows[this.#rows.indexOf(row)] = { ...row, send };
    this.#changed(row.entry.roomId);
  }

  #remove(row: FakeOutboxRow): void {
    this.#rows.splice(this.#rows.indexOf(row), 1);
    this.#changed(row.entry.roomId);
  }

  #changed(roomId: RoomId): void {
    this.#deps.onChange(roomId);
    this.#walk(roomId);
  }

  #find(key: RowKey): FakeOutboxRow | undefined {
    return this.#rows.find((row) => row.entry.key === key);
  }

  #mustFind(key: RowKey): FakeOutboxRow {
    const row = this.#find(key);
    if (row === undefined) throw new KonsilError("already-sent");
    return row;
  }
}

function firstOfUpload(body: MessageBody): SendState | undefined {
  return "sizeBytes" in body ? { at: "uploading", doneBytes: 0, totalBytes: body.sizeBytes } : undefined;
}
