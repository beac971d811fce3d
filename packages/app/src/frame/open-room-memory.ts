import { asRoomId } from "@konsil/protocol";
import type { OpenRoomMemory } from "./screen-part.ts";

/**
 * The open conversation over page loads of the same tab and host session. `sessionStorage` of our own origin; a room id is
 * no patient data. Where storage is blocked nothing is remembered.
 */
export function createOpenRoomMemory(tenant: string, owner: string): OpenRoomMemory {
  const name = `konsil:${tenant}:open-room`;
  return {
    read() {
      try {
        const [savedOwner, roomId] = (sessionStorage.getItem(name) ?? "").split("\n");
        return savedOwner === owner && roomId?.startsWith("!") ? asRoomId(roomId) : null;
      } catch {
        return null;
      }
    },
    write(roomId) {
      try {
        if (roomId === null) sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, `${owner}\n${roomId}`);
      } catch {
        // Blocked or full storage: the conversation is found again through its record.
      }
    },
  };
}
