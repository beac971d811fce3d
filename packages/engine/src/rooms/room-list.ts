import { asRoomId, type Conversation, type RoomRow } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { ListSource } from "../list-source.ts";
import { decryptForRow } from "./decrypt-for-row.ts";
import type { ReceiptFinder } from "./receipt-finder.ts";
import { roomRow, type RoomRowParts } from "./room-row.ts";

const PAUSE_MS = 16;

/** The `rooms` topic. Only rooms of which something changed are made anew. */
export class RoomList {
  readonly #client: MatrixClient;
  readonly #source: ListSource<RoomRow>;
  readonly #parts: RoomRowParts;
  readonly #signal: AbortSignal;
  readonly #rows = new Map<string, RoomRow>();
  readonly #dirty = new Set<string>();
  readonly #encrypted = new Map<string, boolean>();
  readonly #receipts: ReceiptFinder;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;

  constructor(
    client: MatrixClient,
    source: ListSource<RoomRow>,
    parts: Omit<RoomRowParts, "isEncrypted">,
    receipts: ReceiptFinder,
    signal: AbortSignal,
  ) {
    this.#client = client;
    this.#source = source;
    this.#parts = { ...parts, isEncrypted: (roomId) => this.#encrypted.get(roomId) };
    this.#receipts = receipts;
    this.#signal = signal;
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  /** The first sync, cached or live, is in: from now on there is something to show. */
  async open(): Promise<void> {
    const rooms = this.#client.getRooms();
    for (const room of rooms) this.#dirty.add(room.roomId);
    // Else every conversation would be closed for writing for a moment, and take the focus out of a hand that writes.
    await Promise.all(rooms.map((room) => this.#askEncryption(room.roomId)));
    this.#isOpen = true;
    this.#flush();
  }

  changed(roomId: string): void {
    this.#dirty.add(roomId);
    if (this.#isOpen) this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#signal.aborted) return;
    for (const roomId of this.#dirty) this.#remake(roomId);
    this.#dirty.clear();
    this.#source.set([...this.#rows.values()]);
  }

  #remake(roomId: string): void {
    const room = this.#client.getRoom(roomId);
    if (room && this.#encrypted.get(roomId) !== true) void this.#askEncryption(roomId);
    const row = room ? roomRow(room, this.#parts) : undefined;
    if (row) this.#rows.set(asRoomId(roomId), row);
    else this.#rows.delete(roomId);
    if (room && row?.kind === "conversation") this.#lookCloser(room, row);
  }

  /** What the row could not say yet. Everything found tells of itself as a change of the room. */
  #lookCloser(room: Room, { roomId, unread }: Conversation): void {
    void decryptForRow(this.#client, room);
    if (unread.atLeast) this.#receipts.want(roomId);
    else if (unread.count === 0) this.#receipts.found(roomId);
  }

  async #askEncryption(roomId: string): Promise<void> {
    const known = await this.#client
      .getCrypto()
      ?.isEncryptionEnabledInRoom(roomId)
      .catch(() => undefined);
    if (known === undefined || this.#encrypted.get(roomId) === known) return;
    this.#encrypted.set(roomId, known);
    this.changed(roomId);
  }
}
