import { asRoomId, type RoomId, type UserId } from "@konsil/protocol";
import { roomCreation } from "@konsil/tim";
import type { ICreateRoomOpts } from "matrix-js-sdk/lib/@types/requests.js";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { patiently } from "../matrix/patiently.ts";
import { toKonsilError } from "../wire/errors.ts";

/**
 * Creates a room the TI-Messenger way. The room is not used before its encryption is known.
 * @returns the room and the people who are still to be invited, one by one: `createRoom` takes one
 * @throws KonsilError forbidden when the first invitation is refused (permission settings of the other side)
 */
export async function createRoom(
  client: MatrixClient,
  people: readonly UserId[],
): Promise<{ readonly roomId: RoomId; readonly furtherInvites: readonly UserId[] }> {
  const { body, furtherInvites } = roomCreation({ people });
  try {
    const { room_id } = await client.createRoom(body as unknown as ICreateRoomOpts);
    return { roomId: asRoomId(room_id), furtherInvites };
  } catch (error) {
    throw toKonsilError(error);
  }
}

/** Invites one after the other; a server that counts is waited for. @returns who could not be invited */
export async function inviteAll(
  client: MatrixClient,
  roomId: RoomId,
  people: readonly UserId[],
  signal: AbortSignal,
): Promise<readonly UserId[]> {
  const failed: UserId[] = [];
  for (const userId of people) {
    try {
      await patiently(() => client.invite(roomId, userId), signal);
    } catch {
      failed.push(userId);
    }
  }
  return failed;
}
