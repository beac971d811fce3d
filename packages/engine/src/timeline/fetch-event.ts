import type { EventId, RoomId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";

/** One event by its id, still encrypted (CS API `GET /rooms/{roomId}/event/{eventId}`). @throws MatrixError, e.g. 404 */
export async function fetchEvent(
  client: MatrixClient,
  roomId: RoomId | string,
  eventId: EventId,
): Promise<MatrixEvent> {
  const raw = await client.fetchRoomEvent(roomId, eventId);
  // A single event need not say in which room it stands.
  return client.getEventMapper()({ ...raw, room_id: roomId });
}
