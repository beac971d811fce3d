import type { EventId, RoomId } from "@konsil/protocol";
import type { Spool } from "@konsil/sealed";
import type { OutboxEntry } from "../seams.ts";
import type { TransferList } from "../transfers/transfer-list.ts";
import type { OwnEventQuery } from "../wire/find-own-event.ts";
import type { RoomSend, SendOptions } from "../wire/encrypt-and-put.ts";
import type { UploadOptions } from "../wire/upload-media.ts";
import type { Clock } from "./clock.ts";
import type { OutboxStore } from "./outbox-store.ts";

export type CaseHeaderEntry = OutboxEntry & {
  readonly content: Extract<OutboxEntry["content"], { readonly kind: "caseHeader" }>;
};

/** What the outbox needs of the world. Everything that fails does so with a KonsilError. */
export interface OutboxDeps {
  readonly store: OutboxStore;
  readonly spool: Spool;
  readonly transfers: TransferList;
  readonly clock: Clock;
  /** The host session in which this engine runs; rows of another one ask. */
  readonly hostSession: string;
  /** Encrypts and sends. `beforeWire` must be awaited before the first byte leaves. */
  readonly put: (send: RoomSend, options: SendOptions) => Promise<EventId>;
  /** @returns the `mxc:` URI. */
  readonly upload: (ciphertext: Blob, options: UploadOptions) => Promise<string>;
  readonly findOwnEvent: (query: OwnEventQuery, signal: AbortSignal) => Promise<EventId | null>;
  /** After a case header was delivered. Repeated until it resolves, also after a crash: it must not mind. */
  readonly headerSent: (entry: CaseHeaderEntry, eventId: EventId, signal: AbortSignal) => Promise<void>;
  readonly onRoomChanged: (roomId: RoomId) => void;
  /** Ends everything at once. `close` of the outbox is the gentle way. */
  readonly signal: AbortSignal;
}
