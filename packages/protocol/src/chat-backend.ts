import type { Capabilities } from "./capabilities.ts";
import type { PersonHit } from "./conversation.ts";
import type { EventId, PatientKey, RoomId, RowKey, UserId } from "./ids.ts";
import type { Patient } from "./patient.ts";
import type { Operation, Topic, TopicRows } from "./stream.ts";
import type { GuardTicket } from "./ticket.ts";

/** Whose session the host page shows (safety S1). `user` and `hostSession` are opaque to us. */
export interface HostIdentity {
  readonly user: string;
  readonly hostSession: string;
}

export interface SendRequest {
  readonly roomId: RoomId;
  /** Made by the caller; becomes the transaction id and the key of the row. */
  readonly key: RowKey;
  /** Exactly what was typed (safety M1). */
  readonly text: string;
  readonly replyTo: EventId | null;
  readonly ticket: GuardTicket;
  /** Milliseconds in which it can be taken back before it leaves. */
  readonly holdMs: number;
}

export interface SendFileRequest extends SendRequest {
  /** Crosses the port by structured clone. `text` is its caption: file and caption are one event (safety M2). */
  readonly file: File;
}

/** The calls of the chat. Every one can fail with a `KonsilError`; the codes worth handling are named. */
export interface ChatCalls {
  /** bad-credentials, server-unreachable, not-matrix, rate-limited. The outcome shows in the `session` topic. */
  signIn: { in: { readonly user: string; readonly password: string }; out: null };
  /** Ends the session on server and device; wipe deletes all stores of this host user too. */
  signOut: { in: { readonly wipe: boolean }; out: null };
  /** Makes cross-signing, secret storage and backup. Repeating it before `finishRecoverySetup` gives a new key. */
  setUpRecovery: { in: null; out: { readonly recoveryKey: string } };
  /** The person has proven to have written the key down. */
  finishRecoverySetup: { in: null; out: null };
  /** recovery-key-wrong. Signs this device and restores the backup, the open room first. */
  unlockRecovery: { in: { readonly recoveryKey: string; readonly openRoom: RoomId | null }; out: null };
  /** Server user directory. At least 2 characters. */
  searchPeople: {
    in: { readonly term: string };
    out: { readonly hits: readonly PersonHit[]; readonly limited: boolean };
  };
  /** Creates the room the TI-Messenger way and queues the case header before anything else. */
  startConversation: {
    in: {
      readonly people: readonly UserId[];
      readonly patient: Patient | null;
      readonly patientKey: PatientKey | null;
      readonly ticket: GuardTicket;
    };
    /** notInvited: whom the servers refused or did not reach; the others are invited. */
    out: { readonly roomId: RoomId; readonly notInvited?: readonly UserId[] };
  };
  /**
   * wrong-patient, forbidden. A conversation that another organisation's header is about becomes one about the own record,
   * after a person has compared both plates (safety P1, C2). Refused where it is not only a claim.
   */
  linkConversation: {
    in: {
      readonly roomId: RoomId;
      readonly patient: Patient;
      readonly patientKey: PatientKey;
      readonly ticket: GuardTicket;
    };
    out: null;
  };
  acceptInvitations: { in: { readonly roomIds: readonly RoomId[] }; out: { readonly failed: readonly RoomId[] } };
  declineInvitations: { in: { readonly roomIds: readonly RoomId[] }; out: { readonly failed: readonly RoomId[] } };
  /** Resolves when the row is durable, not when it has left. */
  send: { in: SendRequest; out: null };
  sendFile: { in: SendFileRequest; out: null };
  /** already-sent. One compare-and-set transaction: either it comes back whole or it has left. */
  takeBack: { in: { readonly key: RowKey }; out: { readonly text: string; readonly replyTo: EventId | null } };
  sendNow: { in: { readonly key: RowKey }; out: null };
  /** A failed or asking row goes on. Asking rows need a fresh ticket. */
  retry: { in: { readonly key: RowKey; readonly ticket: GuardTicket }; out: null };
  discard: { in: { readonly key: RowKey }; out: null };
  cancelTransfer: { in: { readonly key: RowKey }; out: null };
  loadOlder: { in: { readonly roomId: RoomId; readonly count: number }; out: { readonly more: boolean } };
  /** All rows up to this one were seen after an act of the user (safety M5 decides when). */
  markRead: { in: { readonly roomId: RoomId; readonly upTo: RowKey }; out: null };
  /** Decrypted and hash-checked bytes of a file row: download-damaged, not-found. Progress in `transfers`. */
  download: { in: { readonly roomId: RoomId; readonly key: RowKey }; out: Blob };
  /** On focus of the composer: the first message then costs one round trip. */
  prepareToSend: { in: { readonly roomId: RoomId }; out: null };
  /** Reconnect at once (the UI's "Prüfen"). */
  retryConnection: { in: null; out: null };
}
export type CallName = keyof ChatCalls;

export type StreamEvent<Row> =
  | { readonly kind: "snapshot"; readonly rows: readonly Row[] }
  | { readonly kind: "operations"; readonly operations: readonly Operation<Row>[]; readonly rows: readonly Row[] };

/**
 * The seam between the UI and whoever does Matrix: our engine in a worker, the host client of a widget, or the fake of
 * `@konsil/testing`. One contract test suite runs against all of them.
 */
export interface ChatBackend {
  readonly capabilities: Capabilities;
  /** The listener gets one snapshot and then operations (with the rows after them). Ends with the signal. */
  observe<Name extends keyof TopicRows>(
    topic: Extract<Topic, { name: Name }>,
    listener: (event: StreamEvent<TopicRows[Name]>) => void,
    signal: AbortSignal,
  ): void;
  /** @throws KonsilError */
  call<Name extends CallName>(
    name: Name,
    input: ChatCalls[Name]["in"],
    signal?: AbortSignal,
  ): Promise<ChatCalls[Name]["out"]>;
}
