import {
  KonsilError,
  type EventId,
  type Invitation,
  type MessageRow,
  type Person,
  type RoomId,
  type RoomRow,
  type RowKey,
  type SessionView,
  type TimelineRow,
  type Transfer,
} from "@konsil/protocol";
import type { Clock } from "../clock.ts";
import { FakeOutbox, type FakeEntry, type FakeOutboxRow } from "./fake-outbox.ts";
import { FakeRoom, type FakeRoomSeed } from "./fake-room.ts";
import { FakeSession, type FakeBeginning } from "./fake-session.ts";
import { FakeTickets } from "./fake-tickets.ts";

export interface FakeWorldOptions {
  readonly self: Person;
  readonly people: readonly Person[];
  readonly seeds: readonly FakeRoomSeed[];
  readonly begins: FakeBeginning;
  readonly password: string;
  readonly recoveryKey: string;
  readonly clock: Clock;
  readonly stepMs: number;
  /** Where the views go. */
  readonly show: {
    readonly session: (view: SessionView) => void;
    readonly rooms: (rows: readonly RoomRow[]) => void;
    readonly transfers: (rows: readonly Transfer[]) => void;
    readonly timeline: (roomId: RoomId, rows: readonly TimelineRow[]) => void;
  };
}

/** Everything that is true in a fake: rooms, invitations, what waits, who is signed in. */
export class FakeWorld {
  readonly #options: FakeWorldOptions;
  readonly #rooms = new Map<RoomId, FakeRoom>();
  readonly #invited = new Map<RoomId, { readonly row: Invitation; readonly seed: FakeRoomSeed }>();
  readonly #downloads = new Map<RowKey, Transfer>();
  #isOnline = true;
  readonly files = new Map<RowKey, Blob>();
  readonly outbox: FakeOutbox;
  readonly session: FakeSession;
  readonly tickets = new FakeTickets();

  constructor(options: FakeWorldOptions) {
    this.#options = options;
    this.outbox = new FakeOutbox({
      clock: options.clock,
      stepMs: options.stepMs,
      isOnline: () => this.#isOnline,
      onChange: (roomId) => this.changed(roomId),
      deliver: (entry, eventId) => this.#delivered(entry, eventId),
    });
    this.session = new FakeSession({ ...options, show: options.show.session });
    for (const seed of options.seeds) this.join(seed);
    this.#showRooms();
    this.#showTransfers();
  }

  now(): number {
    return this.#options.clock.now();
  }
  get self(): Person {
    return this.#options.self;
  }
  get people(): readonly Person[] {
    return this.#options.people;
  }
  get isOnline(): boolean {
    return this.#isOnline;
  }

  room(roomId: RoomId): FakeRoom | undefined {
    return this.#rooms.get(roomId);
  }

  /** @throws KonsilError not-a-member */
  mustHave(roomId: RoomId): FakeRoom {
    const room = this.#rooms.get(roomId);
    if (room === undefined) throw new KonsilError("not-a-member");
    return room;
  }

  join(seed: FakeRoomSeed): void {
    this.#rooms.set(seed.roomId, new FakeRoom(seed));
    this.changed(seed.roomId);
  }

  bring(roomId: RoomId, row: TimelineRow): void {
    const room = this.mustHave(roomId);
    if (room.rows.some((other) => other.key === row.key)) room.replace(row);
    else room.append(row);
    this.changed(roomId);
  }

  invite(seed: FakeRoomSeed): void {
    const [inviter] = seed.people;
    if (inviter === undefined) throw new RangeError("an invitation comes from somebody");
    const row: Invitation = { kind: "invitation", roomId: seed.roomId, inviter, at: this.now() };
    this.#invited.set(seed.roomId, { row, seed });
    this.#showRooms();
  }

  /** @returns false when nobody invited there (any more) */
  answer(roomId: RoomId, answer: "accept" | "decline"): boolean {
    const invited = this.#invited.get(roomId);
    if (invited === undefined) return false;
    this.#invited.delete(roomId);
    if (answer === "accept") this.join(invited.seed);
    else this.#showRooms();
    return true;
  }

  connect(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.session.connection(isOnline ? { state: "online" } : { state: "offline", since: this.now() });
    if (isOnline) this.outbox.poke();
  }

  signOut(reason: "signed-out" | "revoked"): void {
    const counts = [...this.#rooms.keys()].map((roomId) => this.outbox.counts(roomId));
    this.session.signOut(
      reason,
      counts.reduce((sum, count) => sum + count.waiting + count.failed + count.asking, 0),
    );
  }

  /** Progress of a download; null when it is over. */
  showDownload(key: RowKey, transfer: Transfer | null): void {
    if (transfer === null) this.#downloads.delete(key);
    else this.#downloads.set(key, transfer);
    this.#showTransfers();
  }

  /** Until the time has passed. */
  pause(): Promise<void> {
    return new Promise((resolve) => void this.#options.clock.after(this.#options.stepMs, resolve));
  }

  changed(roomId: RoomId): void {
    const room = this.#rooms.get(roomId);
    if (room === undefined) return;
    const waiting = this.outbox.rows(roomId).map((row) => this.#echoOf(row, room));
    this.#options.show.timeline(roomId, [...room.rows, ...waiting]);
    this.#showRooms();
    this.#showTransfers();
  }

  #delivered(entry: FakeEntry, eventId: EventId): void {
    const room = this.mustHave(entry.roomId);
    // The key stays: for a reader it is the same row in another state.
    room.append({ ...this.#echoOf({ entry, send: { at: "sent" } }, room), eventId });
  }

  #echoOf({ entry, send }: FakeOutboxRow, room: FakeRoom): MessageRow {
    const { replyTo } = entry;
    const quoted = room.rows.find((row) => row.kind === "message" && row.eventId === replyTo);
    const loaded =
      quoted?.kind === "message"
        ? ({
            state: "loaded",
            key: quoted.key,
            sender: quoted.sender,
            text: "text" in quoted.body ? quoted.body.text : "",
            edited: quoted.editedAt !== null,
          } as const)
        : null;
    return {
      kind: "message",
      key: entry.key,
      eventId: null,
      sender: this.self,
      own: true,
      at: entry.createdAt,
      body: entry.body,
      reply: replyTo === null ? null : (loaded ?? { state: "not-loaded", eventId: replyTo }),
      send,
      editedAt: null,
      reactions: [],
    };
  }

  #showRooms(): void {
    const rooms = [...this.#rooms.values()].map((room) => room.conversation(this.outbox.counts(room.roomId)));
    const invitations = [...this.#invited.values()].map(({ row }) => row);
    this.#options.show.rooms([...invitations, ...rooms.sort((a, b) => b.lastAt - a.lastAt)]);
  }

  #showTransfers(): void {
    const waiting = [...this.#rooms.keys()].flatMap((roomId) => this.outbox.rows(roomId));
    this.#options.show.transfers([...waiting.flatMap(uploadOf), ...this.#downloads.values()]);
  }
}

function uploadOf({ entry, send }: FakeOutboxRow): readonly Transfer[] {
  const { key, roomId, body } = entry;
  if (!("sizeBytes" in body)) return [];
  const common = { key, roomId, direction: "up", totalBytes: body.sizeBytes } as const;
  if (send.at === "encrypting") return [{ ...common, doneBytes: 0, state: "encrypting" }];
  if (send.at === "uploading") return [{ ...common, doneBytes: send.doneBytes, state: "moving" }];
  return [];
}
