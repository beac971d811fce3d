import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { RoomState } from "matrix-js-sdk/lib/models/room-state.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";

/** The state of a room as it is now. */
export const stateOf = (room: Room): RoomState | undefined => room.getLiveTimeline().getState(EventTimeline.FORWARDS);
