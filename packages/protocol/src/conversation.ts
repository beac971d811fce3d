import type { EventId, PatientKey, RoomId, UserId } from "./ids.ts";
import type { Patient } from "./patient.ts";
import type { Person, PersonShape } from "./person.ts";
import type { RowKey } from "./ids.ts";

/** Whom a conversation is about, from the encrypted patient index (rooms never say it in clear). */
export interface CaseBinding {
  readonly key: PatientKey;
  readonly patient: Patient;
  /** Event id of the case header, absent until the header has left. */
  readonly headerEventId?: EventId;
  /** own: this account started or linked it. claimed: only the other side's header says so (safety C2). */
  readonly origin: "own" | "claimed";
}

export interface UnreadCount {
  readonly count: number;
  /** True: "≥ n", history since the receipt is not yet loaded. */
  readonly atLeast: boolean;
}

export interface Conversation {
  readonly kind: "conversation";
  readonly roomId: RoomId;
  /** Neutral title: the other side. Never a patient. */
  readonly title: string;
  readonly shape: PersonShape;
  readonly organisation: string;
  /** The others, at most 5 of them. */
  readonly people: readonly Person[];
  /** Joined and invited members, oneself included. */
  readonly memberCount: number;
  readonly invitedCount: number;
  readonly preview: string;
  readonly previewSender: string;
  readonly previewOwn: boolean;
  /** Milliseconds since the epoch of the last message, for the order. */
  readonly lastAt: number;
  readonly unread: UnreadCount;
  /** Row after which the unread marker stands; null when all is read. */
  readonly unreadAfter: RowKey | null;
  readonly binding: CaseBinding | null;
  /** yes: known to be encrypted; no: known not to be; unknown: not yet synced (nothing is sent then, safety E1). */
  readonly encryption: "yes" | "no" | "unknown";
  readonly notSent: { readonly waiting: number; readonly failed: number; readonly asking: number };
  readonly membership: "join" | "leave";
}

export interface Invitation {
  readonly kind: "invitation";
  readonly roomId: RoomId;
  /** Who invites. Room name and avatar of strangers are not part of it (safety C6). */
  readonly inviter: Person;
  readonly at: number;
}

/** A row of the `rooms` topic. Row key: the room id. */
export type RoomRow = Conversation | Invitation;

/** A hit of the user search. */
export interface PersonHit {
  readonly person: Person;
  readonly userId: UserId;
}
