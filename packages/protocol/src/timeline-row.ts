import type { ErrorCode } from "./error-code.ts";
import type { EventId, RowKey } from "./ids.ts";
import type { Patient } from "./patient.ts";
import type { Person } from "./person.ts";

/** Why an outbox row asks before it leaves (safety M2). */
export type AskReason = "old" | "cut" | "other-session" | "unclear";

/** The way of an own message. `securing` exists only in the port client, until the outbox has written the row. */
export type SendState =
  | { readonly at: "securing" }
  | { readonly at: "held"; readonly notBefore: number }
  | { readonly at: "queued" }
  | { readonly at: "encrypting" }
  | { readonly at: "uploading"; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly at: "sending" }
  | { readonly at: "sent" }
  | { readonly at: "asking"; readonly reason: AskReason; readonly createdAt: number }
  | {
      readonly at: "failed";
      readonly code: ErrorCode;
      readonly canRetry: boolean;
      readonly limitBytes?: number;
    };

/** Why a message cannot be read (matrix-js-sdk `DecryptionFailureCode`, folded into what a person can do). */
export type UnreadableCause =
  | "key-not-arrived"
  | "withheld"
  | "withheld-unverified"
  | "before-device"
  | "no-backup"
  | "before-joining"
  | "identity-changed"
  | "unsigned-device"
  | "malformed";

export interface FileBody {
  readonly kind: "file" | "image" | "audio" | "video";
  readonly name: string;
  readonly mimeType: string;
  /** Bytes; 0 when the sender did not say. */
  readonly sizeBytes: number;
  /** Pixels, images only. */
  readonly width?: number;
  readonly height?: number;
  readonly caption: string;
  /** Where the row came from: false for rows of other clients without encryption information. */
  readonly encrypted: boolean;
}

export type MessageBody =
  | { readonly kind: "text"; readonly text: string }
  | FileBody
  /** The case header (safety C1). `relayedFrom`: a copy, for people who were invited later, of what this person wrote. */
  | { readonly kind: "caseHeader"; readonly text: string; readonly patient: Patient; readonly relayedFrom?: Person }
  | { readonly kind: "redacted"; readonly by: Person | null; readonly at: number }
  | { readonly kind: "unreadable"; readonly cause: UnreadableCause }
  | { readonly kind: "unsupported"; readonly text: string };

/** Drawn from the event it points to, never from the sender's fallback (safety M6). */
export type ReplyQuote =
  | {
      readonly state: "loaded";
      readonly key: RowKey;
      readonly sender: Person;
      readonly text: string;
      readonly edited: boolean;
    }
  | { readonly state: "not-loaded"; readonly eventId: EventId };

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly own: boolean;
}

export interface MessageRow {
  readonly kind: "message";
  readonly key: RowKey;
  readonly eventId: EventId | null;
  readonly sender: Person;
  readonly own: boolean;
  /** Milliseconds since the epoch (origin_server_ts, or the key press for rows that have not left). */
  readonly at: number;
  readonly body: MessageBody;
  readonly reply: ReplyQuote | null;
  /** null for rows of others. */
  readonly send: SendState | null;
  /** Time of the last edit; null when never edited. */
  readonly editedAt: number | null;
  readonly reactions: readonly Reaction[];
}

export interface NoticeRow {
  readonly kind: "notice";
  readonly key: RowKey;
  readonly at: number;
  readonly notice:
    | {
        readonly about: "created" | "joined" | "invited" | "left" | "declined" | "removed";
        readonly person: Person;
        readonly by: Person | null;
      }
    | { readonly about: "encrypted" }
    /** Messages between here and the row above may be missing; loading older ones fills it. */
    | { readonly about: "gap" };
}

/** A row of the `timeline` topic, oldest first. Row key: `key`. */
export type TimelineRow = MessageRow | NoticeRow;
