import {
  asRoomId,
  asRowKey,
  asUserId,
  type CaseBinding,
  type Connection,
  type RoomId,
  type RoomRow,
  type RowKey,
  type SessionView,
  type TenantConfig,
  type TimelineRow,
  type Transfer,
} from "@konsil/protocol";
import type { KeyRingEntry } from "@konsil/sealed";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { HttpApiEvent } from "matrix-js-sdk/lib/http-api/index.js";
import { createMatrixCaseIndex } from "./cases/matrix-case-index.ts";
import type { ListSource } from "./list-source.ts";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { createMatrixClient } from "./matrix/create-client.ts";
import { observeConnection } from "./matrix/connection.ts";
import { flushBackup } from "./matrix/flush-backup.ts";
import { windStateForward } from "./matrix/wind-state-forward.ts";
import { SealedSyncStore } from "./matrix/sealed-sync-store.ts";
import { entryOf } from "./outbox/entry-of.ts";
import { createMatrixOutbox } from "./outbox/matrix-outbox.ts";
import { createTicketGate } from "./outbox/ticket-gate.ts";
import { watchRooms } from "./rooms/watch-rooms.ts";
import { ClaimedCases, type CaseHeader } from "./rooms/claimed-cases.ts";
import { createRoomPeople, type RoomPeople } from "./rooms/room-people.ts";
import { ReceiptFinder } from "./rooms/receipt-finder.ts";
import { relayHeaders } from "./rooms/header-relay.ts";
import { RoomList } from "./rooms/room-list.ts";
import type { ActiveAccount, CaseIndex, Outbox, TicketGate, Transfers } from "./seams.ts";
import { RecoveryKeyHolder } from "./session/recovery.ts";
import type { SessionStore, StoredSession } from "./session/session-store.ts";
import { SnapshotWriter } from "./session/snapshot-writer.ts";
import { onFirstLiveSync, openCrypto, startSync } from "./session/start-client.ts";
import { bindTimeline, loadOlder } from "./timeline/room-timeline.ts";
import { createMatrixTransfers } from "./transfers/matrix-transfers.ts";
import { TransferList } from "./transfers/transfer-list.ts";
import { Turns } from "./turns.ts";

const PAGE = 30;
const BACKUP_WITHIN_MS = 2000;

/** Where an account's views go. They outlive it: another account fills the same sources. */
export interface Sources {
  readonly session: ListSource<SessionView>;
  readonly rooms: ListSource<RoomRow>;
  readonly transfers: ListSource<Transfer>;
  /** Made on the first subscription. */
  timeline(roomId: RoomId): ListSource<TimelineRow>;
  observedTimelines(): readonly RoomId[];
}

export interface AccountParts {
  readonly config: TenantConfig;
  readonly entry: KeyRingEntry;
  readonly stored: StoredSession;
  readonly sessions: SessionStore;
  readonly sources: Sources;
  readonly hostSession: string;
  /** The server has ended the session. */
  readonly onRevoked: (account: Account) => void;
}

/** One signed-in account with everything that lives on it. */
export class Account implements ActiveAccount {
  readonly #stop = new AbortController();
  readonly #parts: AccountParts;
  readonly #store: SealedSyncStore;
  readonly #timelines = new Map<RoomId, () => void>();
  readonly client: MatrixClient;
  readonly holder: RecoveryKeyHolder;
  readonly tickets: TicketGate = createTicketGate();
  readonly sends = new Turns();
  readonly people: RoomPeople;
  outbox!: Outbox;
  transfers!: Transfers;
  cases!: CaseIndex;
  /** Nothing to close while the start has not come that far. */
  #closeOutbox = (): Promise<void> => Promise.resolve();
  readonly #onRevoked = (): void => this.#parts.onRevoked(this);
  #rooms!: RoomList;
  #snapshot: SnapshotWriter | undefined;
  #claims!: ClaimedCases;
  #receipts!: ReceiptFinder;
  #connection: Connection = { state: "connecting" };
  #isLive = false;
  #started: Promise<void> = Promise.resolve();
  #isStarting = false;

  private constructor(parts: AccountParts, store: SealedSyncStore, holder: RecoveryKeyHolder) {
    this.#parts = parts;
    this.#store = store;
    this.holder = holder;
    this.client = createMatrixClient(
      { baseUrl: parts.config.homeserver.baseUrl, ...parts.stored },
      { store, cryptoCallbacks: holder.callbacks },
    );
    this.people = createRoomPeople(this.client, parts.config);
  }

  get userId() {
    return asUserId(this.#parts.stored.userId);
  }
  get deviceId(): string {
    return this.#parts.stored.deviceId;
  }
  get storePrefix(): string {
    return this.#parts.entry.storePrefix;
  }
  get rootKey(): CryptoKey {
    return this.#parts.entry.rootKey;
  }
  /** With the device: its transaction ids mean nothing to another one, so rows of a former sign-in ask as well. */
  get hostSession(): string {
    return `${this.#parts.hostSession} ${this.deviceId}`;
  }
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Opens all stores and starts /sync. The caller holds the tenant's lock. @throws KonsilError */
  static async open(parts: AccountParts): Promise<Account> {
    const { entry } = parts;
    const stop = new AbortController();
    const store = await SealedSyncStore.open(entry.storePrefix, entry.rootKey, stop.signal);
    const account = new Account(parts, store, new RecoveryKeyHolder());
    account.#stop.signal.addEventListener("abort", () => stop.abort(), { once: true });
    try {
      await account.#start();
      return account;
    } catch (error) {
      await account.close();
      throw error;
    }
  }

  async #start(): Promise<void> {
    const { client, signal } = this;
    const { sources } = this.#parts;
    // Outside of a browser nothing tells of the network.
    const host: Partial<Pick<typeof globalThis, "addEventListener">> = globalThis;
    await openCrypto(client, this.storePrefix, this.rootKey);
    const list = new TransferList();
    this.#snapshot = await SnapshotWriter.open(this, sources, signal);
    this.cases = await createMatrixCaseIndex(this);
    this.transfers = await createMatrixTransfers(this, list);
    this.outbox = await createMatrixOutbox(this, { transfers: list, cases: this.cases });
    this.#closeOutbox = () => this.outbox.close();
    this.#claims = new ClaimedCases(client, {
      onFound: (roomId) => this.changed(roomId),
      loadOlder: (roomId) => this.#loadOlder(asRoomId(roomId)),
    });
    this.#receipts = new ReceiptFinder({
      loadOlder: (roomId) => this.#loadOlder(roomId),
      changed: (roomId) => this.changed(roomId),
      signal,
    });
    const parts = {
      client,
      people: this.people,
      outbox: this.outbox,
      bindingOf: (room: Room) => this.#bindingOf(room),
    };
    this.#rooms = new RoomList(client, sources.rooms, parts, this.#receipts, signal);
    await this.cases.load();
    this.outbox.onChange((roomId) => this.changed(roomId));
    this.cases.onChange((roomId) => this.changed(roomId));
    this.transfers.onChange(() => sources.transfers.set(this.transfers.list()));
    sources.transfers.set([]);
    windStateForward(client);
    watchRooms(client, this, signal);
    client.on(HttpApiEvent.SessionLoggedOut, this.#onRevoked);
    host.addEventListener?.("online", () => client.retryImmediately(), { signal });
    let isOpen = false;
    client.on(ClientEvent.Sync, () => {
      if (isOpen || !client.isInitialSyncComplete()) return;
      isOpen = true;
      this.#opened();
    });
    const live = (): void => {
      this.#isLive = true;
      void this.#store.save(true);
    };
    onFirstLiveSync(client, live, signal);
    this.#isStarting = true;
    this.#started = startSync(client).finally(() => {
      this.#isStarting = false;
    });
  }

  /** The first sync, saved or live, is in. */
  #opened(): void {
    void this.#rooms.open();
    relayHeaders({
      client: this.client,
      headerOf: (room) => this.#claims.headerOf(room),
      relay: (roomId, header) => this.#relay(roomId, header),
      loadOlder: (roomId) => this.#loadOlder(roomId),
      signal: this.signal,
    });
    for (const roomId of this.#parts.sources.observedTimelines()) this.showTimeline(roomId);
  }

  /** A page for what the engine itself looks for. */
  #loadOlder(roomId: RoomId): Promise<boolean> {
    return loadOlder(roomId, PAGE, this);
  }

  /** Without a ticket: it repeats what the room already says, and binds nothing. */
  #relay(roomId: RoomId, { patient, from, eventId }: CaseHeader): Promise<void> {
    const key = asRowKey(`k${crypto.randomUUID()}`);
    const content = { kind: "relayedHeader", patient, from, eventId } as const;
    const patientKey = this.bindingOf(roomId)?.key ?? null;
    return this.outbox.add(entryOf(this, this.#parts.config, { key, roomId, content, patientKey, holdMs: 0 }));
  }

  /** How we stand with the server now. */
  get connection(): Connection {
    return this.#connection;
  }

  observeConnection(listener: () => void): void {
    observeConnection(
      this.client,
      (connection) => {
        this.#connection = connection;
        listener();
      },
      this.signal,
    );
  }

  /** The room of a row that waits in the outbox. */
  roomOfWaiting(key: RowKey): RoomId | undefined {
    const rooms = this.client.getRooms().map((room) => asRoomId(room.roomId));
    return rooms.find((roomId) => this.outbox.rows(roomId).some((row) => row.entry.key === key));
  }

  /** From now on messages may leave: after recovery is settled and the first live sync has come. */
  allowSending(): void {
    const open = (): void => {
      this.outbox.open();
      this.#receipts.open();
    };
    if (this.#isLive) open();
    else onFirstLiveSync(this.client, open, this.signal);
  }

  showTimeline(roomId: RoomId): void {
    if (this.#timelines.has(roomId) || this.client.getRoom(roomId) === null) return;
    const source = this.#parts.sources.timeline(roomId);
    this.#timelines.set(
      roomId,
      bindTimeline(roomId, source, this, this.signal, () => this.#snapshot?.shown(roomId)),
    );
    void this.client
      .getRoom(roomId)
      ?.loadMembersIfNeeded()
      .then(
        () => this.changed(roomId),
        () => undefined,
      );
  }

  /** Something about a room changed: its row and, when it is observed, its timeline are made anew. */
  changed(roomId: string): void {
    this.#rooms.changed(roomId);
    const room = asRoomId(roomId);
    const remake = this.#timelines.get(room);
    if (remake) remake();
    else if (this.#parts.sources.observedTimelines().includes(room)) this.showTimeline(room);
  }

  decrypted(roomId: string): void {
    this.#claims.retry(roomId);
    this.changed(roomId);
  }

  bindingOf(roomId: RoomId): CaseBinding | null {
    const room = this.client.getRoom(roomId);
    return room ? this.#bindingOf(room) : this.cases.binding(roomId);
  }

  /** A case header of whomever stands in the loaded history. */
  hasHeader(roomId: RoomId): boolean {
    const room = this.client.getRoom(roomId);
    return room !== null && this.#claims.of(room) !== null;
  }

  #bindingOf(room: Room): CaseBinding | null {
    return this.cases.binding(asRoomId(room.roomId)) ?? this.#claims.of(room);
  }

  async markRecovered(): Promise<void> {
    await this.#parts.sessions.write({ ...this.#parts.stored, recovered: true });
  }

  /** Stops gently: what is under way is finished, stores are written, nothing is lost. */
  async close(): Promise<void> {
    this.client.off(HttpApiEvent.SessionLoggedOut, this.#onRevoked);
    await this.#closeOutbox();
    // A client that is stopped while it starts would start syncing all the same.
    if (this.#isStarting) this.client.http.abort();
    await this.#started.catch(() => undefined);
    await flushBackup(this.client, BACKUP_WITHIN_MS);
    this.client.stopClient();
    await this.#store.save(true);
    await this.#snapshot?.flush();
    this.holder.forget();
    this.#stop.abort();
  }
}
