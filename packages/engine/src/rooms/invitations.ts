import type { RoomId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { patiently } from "../matrix/patiently.ts";

const AT_ONCE = 4;

/** Answers many invitations, a few at a time. @returns the rooms whose answer did not get through */
export async function answerInvitations(
  client: MatrixClient,
  roomIds: readonly RoomId[],
  answer: "accept" | "decline",
  signal: AbortSignal,
): Promise<readonly RoomId[]> {
  const waiting = [...roomIds];
  const failed: RoomId[] = [];
  const work = async (): Promise<void> => {
    for (let roomId = waiting.shift(); roomId !== undefined; roomId = waiting.shift()) {
      const room = roomId;
      try {
        await patiently<unknown>(() => (answer === "accept" ? client.joinRoom(room) : client.leave(room)), signal);
      } catch {
        failed.push(room);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
}
