import { asRoomId, type RoomId, type UserId } from "@konsil/protocol";
import { roomCreation } from "@konsil/tim";
import type { ICreateRoomOpts } from "matrix-js-sdk/lib/@types/requests.js";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { toKonsilError } from "../wire/errors.ts";

/**
 * Creates a room the TI-Messenger way and invites everyone. The room is not used before its encryption is known.
 * @throws KonsilError forbidden when the first invitation is refused (permission settings of the other side)
 */
export async function createRoom(client: MatrixClient, people: readonly UserId[]): Promise<RoomId> {
  const { body, furtherInvites } = roomCreation({ people });
  try {
    const { room_id } = await client.createRoom(body as unknown as ICreateRoomOpts);
    for (const userId of furtherInvites) await client.invite(room_id, userId);
    return asRoomId(room_id);
  } catch (error) {
    throw toKonsilError(error);
  }
}
