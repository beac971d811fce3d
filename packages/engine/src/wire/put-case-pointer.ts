import type { EventId, RoomId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { Method } from "matrix-js-sdk/lib/http-api/method.js";
import { toKonsilError } from "./errors.ts";

/** The only state event that we set ourselves after a room's creation. It points at the case header, it binds nothing. */
export const CASE_POINTER_TYPE = "de.konsil.case";

/**
 * `de.konsil.case` {event_id}: where the case header is (safety C1). State is not encrypted, so nothing but the event id
 * may ever be in it; therefore the content is built here and not handed in.
 * @throws KonsilError
 */
export async function putCasePointer(
  client: MatrixClient,
  roomId: RoomId,
  headerEventId: EventId,
  signal: AbortSignal,
): Promise<void> {
  const path = `/rooms/${encodeURIComponent(roomId)}/state/${CASE_POINTER_TYPE}/`;
  try {
    await client.http.authedRequest(Method.Put, path, undefined, { event_id: headerEventId }, { abortSignal: signal });
  } catch (error) {
    const membership = client.getRoom(roomId)?.getMyMembership();
    throw toKonsilError(error, { signal, ...(membership === undefined ? {} : { membership }) });
  }
}
