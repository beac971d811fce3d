import { asEventId, asRoomId, asRowKey, type Person, type RoomId, type TimelineRow } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { ListSource } from "../list-source.ts";
import type { RoomPeople } from "../rooms/room-people.ts";
import type { Outbox } from "../seams.ts";
import { toKonsilError } from "../wire/errors.ts";
import { decryptEvents } from "./decrypt-events.ts";
import { rowKeyOf } from "./event-facts.ts";
import { eventRows, type RowContext } from "./event-rows.ts";
import { withOutbox } from "./outbox-rows.ts";
import { hasOlder, loadedEvents, oldestOfLive, stretchesOf } from "./stretches.ts";

export interface TimelineParts {
  readonly client: MatrixClient;
  readonly people: RoomPeople;
  readonly outbox: Outbox;
}

/** The rows of a room: its history as far as it is loaded, then what waits in the outbox. */
export function timelineRows(roomId: RoomId, parts: TimelineParts): readonly TimelineRow[] {
  const room = parts.client.getRoom(roomId);
  const rows = room ? withGap(room, eventRows(stretchesOf(room), rowContext(room, parts))) : [];
  const personOf = (userId: string): Person => parts.people.person(userId, room);
  return withOutbox(rows, parts.outbox.rows(roomId), { self: parts.people.self(), personOf });
}

export function rowContext(room: Room, { client, people }: Pick<TimelineParts, "client" | "people">): RowContext {
  return {
    self: client.getSafeUserId(),
    personOf: (userId) => people.person(userId, room),
    isEncrypted: room.hasEncryptionStateEvent(),
  };
}

/** A room of which nothing can be drawn yet says so. */
function withGap(room: Room, rows: TimelineRow[]): TimelineRow[] {
  if (rows.length > 0 || !hasOlder(room)) return rows;
  return [{ kind: "notice", key: asRowKey(`gap-${room.roomId}`), at: 0, notice: { about: "gap" } }];
}

const MAX_PAGES = 5;

/**
 * Loads older events, holes first, until at least one new row came of it.
 * @returns whether there are more above. @throws KonsilError
 */
export async function loadOlder(roomId: RoomId, count: number, parts: TimelineParts): Promise<boolean> {
  const { client } = parts;
  const room = client.getRoom(roomId);
  if (!room) return false;
  const before = timelineRows(roomId, parts).length;
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      if (!hasOlder(room)) return false;
      await client.paginateEventTimeline(oldestOfLive(room), { backwards: true, limit: count });
      await decryptEvents(client, loadedEvents(room));
      if (timelineRows(roomId, parts).length > before) break;
    }
    return hasOlder(room);
  } catch (error) {
    throw toKonsilError(error, { membership: room.getMyMembership() });
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

const HOLE_PAGES = 4;
const HOLE_PAGE_SIZE = 50;

/**
 * Recomputes the rows of one room when something of it changed, at most once a frame. A hole that /sync leaves while
 * somebody looks is filled at once, up to a limit; beyond it the gap row stands until older ones are asked for.
 */
export function bindTimeline(
  roomId: RoomId,
  source: ListSource<TimelineRow>,
  parts: TimelineParts,
  signal: AbortSignal,
  shown: () => void,
): () => void {
  const { client } = parts;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pagesLeft = HOLE_PAGES;
  let isFilling = false;
  const recompute = (): void => {
    timer = undefined;
    const room = client.getRoom(roomId);
    if (signal.aborted || !room) return;
    source.set(timelineRows(roomId, parts));
    shown();
    // Each one that is done tells of itself and brings the next recomputation.
    void decryptEvents(client, loadedEvents(room));
    void fillHole(room);
  };
  const fillHole = async (room: Room): Promise<void> => {
    if (isFilling || pagesLeft === 0 || stretchesOf(room).length < 2) return;
    isFilling = true;
    pagesLeft -= 1;
    // Without an answer the gap row stays, and the next change of the room tries again.
    await loadOlder(roomId, HOLE_PAGE_SIZE, parts).catch(() => false);
    isFilling = false;
    recompute();
  };
  const start = async (): Promise<void> => {
    const room = client.getRoom(roomId);
    if (room) await decryptEvents(client, loadedEvents(room));
    recompute();
  };
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  void start();
  return () => {
    timer ??= setTimeout(recompute, 8);
  };
}
