// Branded strings: a room id can never be passed where a user id is meant.
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Matrix room id, `!opaque:server` (Matrix CS API, appendix "Room IDs"). */
export type RoomId = Branded<"RoomId">;
/** Matrix event id, `$opaque`. */
export type EventId = Branded<"EventId">;
/** Matrix user id (MXID), `@localpart:server`. */
export type UserId = Branded<"UserId">;
/** Identity of a timeline row. For own rows the transaction id, so that it survives the way from echo to sent event. */
export type RowKey = Branded<"RowKey">;
/** A patient key made by `@konsil/patient/keys` from (system, tenant, value). Opaque, never shown, never logged. */
export type PatientKey = Branded<"PatientKey">;

export const asRoomId = (text: string): RoomId => text as RoomId;
export const asEventId = (text: string): EventId => text as EventId;
export const asUserId = (text: string): UserId => text as UserId;
export const asRowKey = (text: string): RowKey => text as RowKey;
export const asPatientKey = (text: string): PatientKey => text as PatientKey;

/** Server part of an MXID, with its port. Empty when the text is no MXID. */
export function serverOf(userId: string): string {
  const colon = userId.indexOf(":");
  return userId.startsWith("@") && colon > 1 ? userId.slice(colon + 1) : "";
}
