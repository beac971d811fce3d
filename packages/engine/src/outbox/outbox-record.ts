import { errorCodeSchema, patientSchema, type ErrorCode, type EventId } from "@konsil/protocol";
import type { AttachmentSecret } from "@konsil/sealed";
import * as v from "valibot";
import type { OutboxEntry } from "../seams.ts";

/**
 * How far a row has come, as it stands on disk. Only what must survive a crash is here: phases of a running attempt
 * live in memory.
 */
export type Progress =
  /** Inside its hold. Found on disk at start it was cut, and asks (safety M2). */
  | { readonly at: "held" }
  /** Nothing of it has left. */
  | { readonly at: "queued" }
  /** From here on it may have left, whatever happened to the answer. `since`: first attempt. */
  | { readonly at: "claimed"; readonly since: number }
  /** The server or the room refused it for good. */
  | { readonly at: "failed"; readonly code: ErrorCode; readonly canRetry: boolean; readonly limitBytes?: number }
  /** A case header that was delivered while what follows from it is not yet done. */
  | { readonly at: "sent"; readonly eventId: EventId };

/** The encrypted file of a file row. `mxc` is set before the event is sent, so that a retry does not upload again. */
export interface SpooledFile {
  readonly spoolName: string;
  readonly sizeBytes: number;
  readonly secret: AttachmentSecret;
  readonly mxc: string | null;
}

export interface OutboxRecord {
  readonly entry: OutboxEntry;
  /** Place in the order in which the rows were made. */
  readonly order: number;
  readonly progress: Progress;
  readonly file: SpooledFile | null;
}

const text = v.string();
const textOrNull = v.nullable(v.string());
const fileFields = { name: text, mimeType: text, sizeBytes: v.number() };
const contentSchema = v.variant("kind", [
  v.object({ kind: v.literal("text"), text, replyTo: textOrNull }),
  v.object({
    kind: v.literal("file"),
    text,
    replyTo: textOrNull,
    ...fileFields,
    width: v.exactOptional(v.number()),
    height: v.exactOptional(v.number()),
  }),
  v.object({ kind: v.literal("caseHeader"), patient: patientSchema, patientKey: text }),
  v.object({ kind: v.literal("relayedHeader"), patient: patientSchema, from: text, eventId: text }),
]);
const entrySchema = v.object({
  key: text,
  roomId: text,
  content: contentSchema,
  patientKey: textOrNull,
  createdAt: v.number(),
  notBefore: v.number(),
  askAfter: v.number(),
  hostSession: text,
});
const progressSchema = v.variant("at", [
  v.object({ at: v.literal("held") }),
  v.object({ at: v.literal("queued") }),
  v.object({ at: v.literal("claimed"), since: v.number() }),
  v.object({
    at: v.literal("failed"),
    code: errorCodeSchema,
    canRetry: v.boolean(),
    limitBytes: v.exactOptional(v.number()),
  }),
  v.object({ at: v.literal("sent"), eventId: text }),
]);
const fileSchema = v.object({
  spoolName: text,
  sizeBytes: v.number(),
  secret: v.object({
    v: v.literal("v2"),
    key: v.looseObject({}),
    iv: text,
    hashes: v.object({ sha256: text }),
  }),
  mxc: textOrNull,
});
const recordSchema = v.object({
  entry: entrySchema,
  order: v.number(),
  progress: progressSchema,
  file: v.nullable(fileSchema),
});

/** @returns undefined for what another release or a broken disk left. */
export function parseOutboxRecord(input: unknown): OutboxRecord | undefined {
  const result = v.safeParse(recordSchema, input);
  // The ids are branded strings; they were sealed by us.
  return result.success ? (result.output as unknown as OutboxRecord) : undefined;
}
