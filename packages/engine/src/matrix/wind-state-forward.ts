import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomStateEvent, type RoomState } from "matrix-js-sdk/lib/models/room-state.js";

/**
 * A limited /sync tells the state before its timeline. Where older messages were loaded meanwhile, the SDK knows the
 * timeline's events already, skips them, and stays with the state from before them: somebody who has just joined is an
 * invited person again. Here the newer state event, which is loaded, gets its place back.
 */
export function windStateForward(client: MatrixClient): void {
  const undone = new Map<RoomState, MatrixEvent[]>();
  client.on(RoomStateEvent.Events, (event, state, before) => {
    if (before !== null && isUndone(client, before, event)) undone.set(state, [...(undone.get(state) ?? []), before]);
  });
  // Only when the SDK is through with all of them: members are made from the events at the end.
  client.on(RoomStateEvent.Update, (state) => {
    const events = undone.get(state);
    undone.delete(state);
    if (events) state.setStateEvents(events);
  });
}

function isUndone(client: MatrixClient, before: MatrixEvent, after: MatrixEvent): boolean {
  const [newer, older] = [before.getId(), after.getId()];
  if (newer === undefined || older === undefined || newer === older) return false;
  const order =
    client.getRoom(after.getRoomId())?.getUnfilteredTimelineSet().compareEventOrdering(newer, older) ?? null;
  if (order !== null) return order > 0;
  // The older one is not loaded. Nobody who is in a room can be invited to it.
  return after.getType() === "m.room.member" && isMember(before, "join") && isMember(after, "invite");
}

const isMember = (event: MatrixEvent, membership: string): boolean => event.getContent()["membership"] === membership;
