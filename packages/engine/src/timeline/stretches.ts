import { Direction, type EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";

/**
 * The loaded history of a room, oldest first: stretches without holes. Between two of them messages are missing, because
 * /sync left some out (`limited`); paging back from the newest stretch closes the hole and joins them.
 */
export function stretchesOf(room: Room): MatrixEvent[][] {
  const stretches: MatrixEvent[][] = [];
  let before: EventTimeline | null = null;
  // The SDK adds a timeline for each hole, so they stand in order of time.
  for (const timeline of room.getUnfilteredTimelineSet().getTimelines()) {
    const last = stretches.at(-1);
    const follows = before !== null && timeline.getNeighbouringTimeline(Direction.Backward) === before;
    if (last && follows) last.push(...timeline.getEvents());
    else stretches.push([...timeline.getEvents()]);
    before = timeline;
  }
  // An invitation leaves an empty timeline behind: above what came with the join nothing is missing but what was never loaded.
  return stretches.filter((stretch) => stretch.length > 0);
}

/** All that is loaded, oldest first, holes and all. */
export const loadedEvents = (room: Room): MatrixEvent[] => stretchesOf(room).flat();

/** Where paging back goes on: the oldest timeline that hangs together with the live one. */
export function oldestOfLive(room: Room): EventTimeline {
  let timeline = room.getLiveTimeline();
  for (;;) {
    const older = timeline.getNeighbouringTimeline(Direction.Backward);
    if (!older) return timeline;
    timeline = older;
  }
}

/** More above, or in a hole, that is not loaded yet. */
export function hasOlder(room: Room): boolean {
  return oldestOfLive(room).getPaginationToken(Direction.Backward) !== null;
}
