import { asEventId, asPatientKey, asRoomId, asRowKey, parsePatient } from "@konsil/protocol";
import type { EventId, Patient, PatientKey, RoomId, RowKey } from "@konsil/protocol";

/** What stands in a composer, with the patient it was written for. */
export interface Draft {
  readonly roomId: RoomId;
  readonly patientKey: PatientKey | null;
  /** For the plate of a draft that waits while another record is open; null without a patient. */
  readonly patient: Patient | null;
  /** Recipient and organisation as the composer named them. */
  readonly to: string;
  readonly text: string;
  readonly replyTo: EventId | null;
  /** The row it was handed to the outbox as: where that row exists, the draft is one no longer. */
  readonly sentAs: RowKey | null;
  /** Milliseconds since the epoch of the first character. */
  readonly begunAt: number;
  /** Rises with every change; an older one never overwrites a newer one. */
  readonly revision: number;
}

/** @returns undefined for what an older release or a broken disk left behind. */
export function parseDraft(input: unknown): Draft | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const raw = input as Readonly<Record<keyof Draft, unknown>>;
  const { roomId, patientKey, to, text, replyTo, sentAs = null, begunAt, revision } = raw;
  if (typeof roomId !== "string" || typeof text !== "string" || typeof to !== "string") return undefined;
  if (typeof begunAt !== "number" || typeof revision !== "number") return undefined;
  if (patientKey !== null && typeof patientKey !== "string") return undefined;
  if (replyTo !== null && typeof replyTo !== "string") return undefined;
  if (sentAs !== null && typeof sentAs !== "string") return undefined;
  const patient = raw.patient === null ? null : parsePatient(raw.patient);
  if (patient === undefined) return undefined;
  return {
    roomId: asRoomId(roomId),
    patientKey: patientKey === null ? null : asPatientKey(patientKey),
    patient,
    to,
    text,
    replyTo: replyTo === null ? null : asEventId(replyTo),
    sentAs: sentAs === null ? null : asRowKey(sentAs),
    begunAt,
    revision,
  };
}
