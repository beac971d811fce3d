/**
 * Seams inside the engine: who gives what to whom. `session/` makes an {@link ActiveAccount}; `outbox/`, `transfers/` and
 * `cases/` live on it; `rooms/` and `timeline/` read their views; `engine.ts` puts all together.
 */
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type {
  AskReason,
  CaseBinding,
  EventId,
  GuardTicket,
  Patient,
  PatientKey,
  Person,
  RoomId,
  RowKey,
  SendState,
  Transfer,
  UserId,
} from "@konsil/protocol";

/** Everything that exists once per signed-in account. Ends with `signal`. */
export interface ActiveAccount {
  readonly client: MatrixClient;
  readonly userId: UserId;
  readonly deviceId: string;
  /** Prefix of all databases and folders of this account on this device: `konsil:<tenant>:<store id>`. */
  readonly storePrefix: string;
  /** Non-extractable HKDF key; all own stores hang under it (safety S3). */
  readonly rootKey: CryptoKey;
  /** The host session in which this engine was started; rows of another one ask (safety M2). */
  readonly hostSession: string;
  readonly signal: AbortSignal;
}

/** What is written down before anything is acknowledged. */
export interface OutboxEntry {
  readonly key: RowKey;
  readonly roomId: RoomId;
  readonly content:
    | { readonly kind: "text"; readonly text: string; readonly replyTo: EventId | null }
    | {
        readonly kind: "file";
        readonly text: string;
        readonly replyTo: EventId | null;
        readonly name: string;
        readonly mimeType: string;
        readonly sizeBytes: number;
        readonly width?: number;
        readonly height?: number;
      }
    | { readonly kind: "caseHeader"; readonly patient: Patient; readonly patientKey: PatientKey }
    | { readonly kind: "relayedHeader"; readonly patient: Patient; readonly from: UserId; readonly eventId: EventId };
  readonly patientKey: PatientKey | null;
  readonly createdAt: number;
  readonly notBefore: number;
  readonly askAfter: number;
  readonly hostSession: string;
}

/** An outbox row as the timeline draws it. */
export interface OutboxRow {
  readonly entry: OutboxEntry;
  readonly send: SendState;
  /** Known once the server has answered. The row stays until the synced event replaces it. */
  readonly eventId: EventId | null;
}

export interface Outbox {
  /** Rows of a room in their order. */
  rows(roomId: RoomId): readonly OutboxRow[];
  counts(roomId: RoomId): { waiting: number; failed: number; asking: number };
  /** Resolves after the strict transaction. A case header goes before everything else of its room. */
  add(entry: OutboxEntry, file?: Blob): Promise<void>;
  /** KonsilError `already-sent`. */
  takeBack(key: RowKey): Promise<{ text: string; replyTo: EventId | null }>;
  sendNow(key: RowKey): Promise<void>;
  retry(key: RowKey): Promise<void>;
  discard(key: RowKey): Promise<void>;
  /** What a file row has uploaded: it can be opened before its event has come back. */
  uploadOf(key: RowKey): { readonly file: EncryptedFile; readonly sizeBytes: number } | undefined;
  /** Called for every synced own event: closes the row. */
  sawEvent(roomId: RoomId, transactionId: string | undefined, eventId: EventId): void;
  /** The first live sync has come: draining may begin. */
  open(): void;
  onChange(listener: (roomId: RoomId) => void): void;
  /** Stops draining and waits for the request under way. */
  close(): Promise<void>;
  askReasonOf?(key: RowKey): AskReason | null;
}

export interface Transfers {
  list(): readonly Transfer[];
  onChange(listener: () => void): void;
  cancel(key: RowKey): boolean;
  /** Ciphertext → OPFS, hash checked, then decrypted. KonsilError download-damaged, not-found, aborted. */
  download(
    roomId: RoomId,
    key: RowKey,
    file: EncryptedFile,
    sizeBytes: number,
    mimeType: string,
    signal: AbortSignal,
  ): Promise<Blob>;
}

/** Matrix CS API "EncryptedFile" (v2). */
export interface EncryptedFile {
  readonly url: string;
  readonly key: JsonWebKey;
  readonly iv: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly v: string;
}

/** The encrypted patient index (account data `de.konsil.case.v1` of each room, mirror of 16 sealed shards). */
export interface CaseIndex {
  /** From the mirror, at once; then what the server has. */
  load(): Promise<void>;
  binding(roomId: RoomId): CaseBinding | null;
  conversationsOf(key: PatientKey): readonly RoomId[];
  /** Writes account data, then the mirror. */
  put(roomId: RoomId, binding: CaseBinding): Promise<void>;
  onChange(listener: (roomId: RoomId) => void): void;
  /** After recovery was set up or unlocked: the secret is now in reach. */
  secretReady(): Promise<void>;
}

/** The guard's tickets on the engine's side (safety P4): present, fresh, unused, same binding as the room. */
export interface TicketGate {
  /** Throws KonsilError ticket-missing, ticket-used, ticket-expired, wrong-patient. */
  use(ticket: GuardTicket, roomBinding: PatientKey | null, now: number): void;
}

/** Makes a {@link Person} with organisation by server and look-alike mark. */
export type PersonOf = (userId: UserId, roomId: RoomId | null) => Person;
