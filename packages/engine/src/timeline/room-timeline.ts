import { asEventId, asRoomId, asUserId, type RoomId, type TimelineRow } from "@konsil/protocol";
import { Direction } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { ListSource } from "../list-source.ts";
import type { RoomPeople } from "../rooms/room-people.ts";
import type { Outbox } from "../seams.ts";
import { toKonsilError } from "../wire/errors.ts";
import { rowKeyOf } from "./event-facts.ts";
import { eventRows } from "./event-rows.ts";
import { withOutbox } from "./outbox-rows.ts";

export interface TimelineParts {
  readonly client: MatrixClient;
  readonly people: RoomPeople;
  readonly outbox: Outbox;
}

/** The rows of a room: its live timeline as far as it is loaded, then what waits in the outbox. */
export function timelineRows(roomId: RoomId, parts: TimelineParts): readonly TimelineRow[] {
  const room = parts.client.getRoom(roomId);
  const rows = room ? eventRows(loadedEvents(room), contextOf(room, parts)) : [];
  return withOutbox(withGap(room, rows), parts.outbox.rows(roomId), parts.people.self());
}

function contextOf(room: Room, { client, people }: TimelineParts) {
  return { self: asUserId(client.getSafeUserId()), personOf: (userId: string) => people.person(userId, room) };
}

export const loadedEvents = (room: Room): MatrixEvent[] => room.getLiveTimeline().getEvents();

/** More above that is not loaded yet. */
export function hasOlder(room: Room): boolean {
  return room.getLiveTimeline().getPaginationToken(Direction.Backward) !== null;
}

function withGap(room: Room | null, rows: TimelineRow[]): TimelineRow[] {
  const first = rows[0];
  return room && first === undefined && hasOlder(room)
    ? [{ kind: "notice", key: rowKeyOfGap(room), at: 0, notice: { about: "gap" } }]
    : rows;
}
const rowKeyOfGap = (room: Room): TimelineRow["key"] => `gap-${room.roomId}` as TimelineRow["key"];

/**
 * Loads older events until at least one new row came of it.
 * @returns whether there are more above. @throws KonsilError
 */
export async function loadOlder(roomId: RoomId, count: number, parts: TimelineParts): Promise<boolean> {
  const { client } = parts;
  const room = client.getRoom(roomId);
  if (!room) return false;
  const timeline = room.getLiveTimeline();
  const before = timelineRows(roomId, parts).length;
  try {
    for (let page = 0; page < 5; page += 1) {
      const more = await client.paginateEventTimeline(timeline, { backwards: true, limit: count });
      await Promise.all(timeline.getEvents().map((event) => decrypted(client, event)));
      if (!more) return false;
      if (timelineRows(roomId, parts).length > before) return true;
    }
    return hasOlder(room);
  } catch (error) {
    throw toKonsilError(error, { membership: room.getMyMembership() });
  }
}

async function decrypted(client: MatrixClient, event: MatrixEvent): Promise<void> {
  if (event.shouldAttemptDecryption() || event.isBeingDecrypted()) {
    await client.decryptEventIfNeeded(event).catch(() => undefined);
  }
}

/** Marks a row and everything above it as read (`m.read`, not bound to a thread). */
export async function markRead(roomId: RoomId, upTo: string, client: MatrixClient): Promise<void> {
  const room = client.getRoom(roomId);
  if (!room) return;
  const events = loadedEvents(room);
  const index = events.findIndex((event) => rowKeyOf(event) === upTo);
  const event = events[index];
  if (!event) return;
  const readUpTo = room.getEventReadUpTo(client.getSafeUserId());
  const known = events.findIndex((candidate) => candidate.getId() === readUpTo);
  if (known >= index) return;
  try {
    await client.sendReadReceipt(event, undefined, true);
  } catch (error) {
    throw toKonsilError(error);
  }
}

/** Tells the outbox which of its rows have come back. */
export function reportEcho(event: MatrixEvent, outbox: Outbox): void {
  const roomId = event.getRoomId();
  const id = event.getId();
  if (roomId === undefined || id === undefined || id.startsWith("~")) return;
  const key = rowKeyOf(event);
  outbox.sawEvent(asRoomId(roomId), key === id ? undefined : key, asEventId(id));
}

/** Recomputes the rows of one room when something of it changed, at most once a frame. */
export function bindTimeline(
  roomId: RoomId,
  source: ListSource<TimelineRow>,
  parts: TimelineParts,
  signal: AbortSignal,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const recompute = (): void => {
    timer = undefined;
    if (!signal.aborted) source.set(timelineRows(roomId, parts));
  };
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  recompute();
  return () => {
    timer ??= setTimeout(recompute, 8);
  };
}
