import type { RoomId, UserId } from "@konsil/protocol";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";

/**
 * Waits until this client itself sees everyone whom it has invited. The SDK gives message keys to the members as of its last
 * /sync, even when it asks the server for them (`/members?at=`): what is encrypted between `createRoom` and the sync that
 * brings the invitation could never be read by those it was written for, the case header first of all (safety C1).
 * @returns false when the signal ended the waiting
 */
export async function untilInvited(
  client: MatrixClient,
  roomId: RoomId,
  people: readonly UserId[],
  signal: AbortSignal,
): Promise<boolean> {
  while (!(await seesAll(client, roomId, people))) {
    if (signal.aborted) return false;
    await nextSync(client, signal);
  }
  return true;
}

async function seesAll(client: MatrixClient, roomId: RoomId, people: readonly UserId[]): Promise<boolean> {
  const room = client.getRoom(roomId);
  if (room === null) return false;
  // Whoever has declined meanwhile was seen as well.
  const isThere = (userId: UserId): boolean => room.getMember(userId)?.membership !== undefined;
  if (people.every(isThere)) return true;
  // With few events a room /sync may leave members out; what was loaded before the invitation is no longer true.
  await room.clearLoadedMembersIfNeeded();
  await room.loadMembersIfNeeded().catch(() => false);
  return people.every(isThere);
}

function nextSync(client: MatrixClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      client.off(ClientEvent.Sync, done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    client.on(ClientEvent.Sync, done);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
