import { asEventId, asPatientKey, parsePatient, type CaseBinding, type RoomId } from "@konsil/protocol";
import { fromBase64, toBase64 } from "@konsil/sealed";
import { CASE_RECORD_TYPE } from "./case-server.ts";
import type { CaseSecret } from "./case-secret.ts";

/**
 * `de.konsil.case.v1` {v: 1, iv, ct}: AES-256-GCM, padded to 512 bytes so that lengths tell nothing, bound to its room so
 * that a server cannot move it. IV and ciphertext are unpadded base64; the IV is new with every write.
 */
export interface CaseRecord {
  readonly v: 1;
  readonly iv: string;
  readonly ct: string;
}

const BUCKET_BYTES = 512;
const IV_BYTES = 12;
// The sealer's first byte names its format; on the wire `v` does.
const FORMAT = 1;

/** @returns undefined for anything else, also for records of a later version: those are left alone. */
export function parseCaseRecord(content: unknown): CaseRecord | undefined {
  if (typeof content !== "object" || content === null) return undefined;
  const { v, iv, ct } = content as { readonly v?: unknown; readonly iv?: unknown; readonly ct?: unknown };
  return v === 1 && typeof iv === "string" && typeof ct === "string" ? { v, iv, ct } : undefined;
}

export async function sealCase(secret: CaseSecret, roomId: RoomId, binding: CaseBinding): Promise<CaseRecord> {
  const sealed = await secret.sealer.sealJson(binding, placeOf(roomId), { bucketBytes: BUCKET_BYTES });
  return {
    v: 1,
    iv: toBase64(sealed.subarray(1, 1 + IV_BYTES)),
    ct: toBase64(sealed.subarray(1 + IV_BYTES)),
  };
}

/** @returns undefined when it was made with another secret, for another room, or is damaged. */
export async function openCase(
  secret: CaseSecret,
  roomId: RoomId,
  record: CaseRecord,
): Promise<CaseBinding | undefined> {
  const iv = fromBase64(record.iv);
  const ct = fromBase64(record.ct);
  if (iv?.length !== IV_BYTES || ct === undefined) return undefined;
  const sealed = new Uint8Array(1 + IV_BYTES + ct.length);
  sealed[0] = FORMAT;
  sealed.set(iv, 1);
  sealed.set(ct, 1 + IV_BYTES);
  try {
    return parseBinding(await secret.sealer.openJson(sealed, placeOf(roomId)));
  } catch {
    return undefined;
  }
}

function parseBinding(input: unknown): CaseBinding | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const raw = input as Readonly<Record<keyof CaseBinding, unknown>>;
  const patient = parsePatient(raw.patient);
  if (patient === undefined || typeof raw.key !== "string") return undefined;
  if (raw.origin !== "own" && raw.origin !== "claimed") return undefined;
  const header = typeof raw.headerEventId === "string" ? { headerEventId: asEventId(raw.headerEventId) } : {};
  return { key: asPatientKey(raw.key), patient, origin: raw.origin, ...header };
}

function placeOf(roomId: RoomId): readonly string[] {
  return [CASE_RECORD_TYPE, roomId];
}
