import type { PatientKey, RoomId, RowKey, TenantConfig } from "@konsil/protocol";
import type { ActiveAccount, OutboxEntry } from "../seams.ts";

export interface Wish {
  readonly key: RowKey;
  readonly roomId: RoomId;
  readonly content: OutboxEntry["content"];
  readonly patientKey: PatientKey | null;
  readonly holdMs: number;
}

/** What is to be sent, as the outbox writes it down: made now, in this host session, with its hold and its age limit. */
export function entryOf(
  { hostSession }: Pick<ActiveAccount, "hostSession">,
  { askAfterMs }: Pick<TenantConfig, "askAfterMs">,
  { holdMs, ...wish }: Wish,
): OutboxEntry {
  const now = Date.now();
  const { key, roomId, content, patientKey } = wish;
  return {
    key,
    roomId,
    content,
    patientKey,
    createdAt: now,
    notBefore: now + holdMs,
    askAfter: now + askAfterMs,
    hostSession,
  };
}
