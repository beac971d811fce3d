import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { NotificationCountType, type Room } from "matrix-js-sdk/lib/models/room.js";
import { decryptEvents, isPending } from "../timeline/decrypt-events.ts";
import { relationOf } from "../timeline/event-facts.ts";
import { loadedEvents } from "../timeline/stretches.ts";
import { PREVIEW_EVENTS } from "./room-row.ts";
import { isMessage } from "./unread.ts";

/** A row needs its latest message and what is unread, no more: each decryption takes some 2 ms, and there are 200 rooms. */
export async function decryptForRow(client: MatrixClient, room: Room): Promise<void> {
  const events = loadedEvents(room);
  await decryptEvents(client, [...latestOf(events), ...unreadIn(events, room, client.getSafeUserId())]);
}

/** From the end to the first message that can be read. */
function latestOf(events: readonly MatrixEvent[]): MatrixEvent[] {
  const latest = events.slice(-PREVIEW_EVENTS);
  const readable = latest.findLastIndex((event) => isMessage(event) && !isPending(event) && !relationOf(event));
  return latest.slice(readable + 1);
}

function unreadIn(events: readonly MatrixEvent[], room: Room, self: string): MatrixEvent[] {
  if (room.getUnreadNotificationCount(NotificationCountType.Total) === 0) return [];
  const readUpTo = room.getEventReadUpTo(self);
  return events.slice(events.findLastIndex((event) => event.getId() === readUpTo) + 1);
}
