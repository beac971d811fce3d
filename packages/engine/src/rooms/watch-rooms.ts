import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixEventEvent, type MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomEvent, type Room } from "matrix-js-sdk/lib/models/room.js";
import { RoomMemberEvent } from "matrix-js-sdk/lib/models/room-member.js";
import { RoomStateEvent } from "matrix-js-sdk/lib/models/room-state.js";
import { ClientEvent } from "matrix-js-sdk/lib/client.js";
import { decryptEvents } from "../timeline/decrypt-events.ts";
import { reportEcho } from "../timeline/room-timeline.ts";
import type { Outbox } from "../seams.ts";

export interface RoomWatcher {
  readonly outbox: Outbox;
  changed(roomId: string): void;
  decrypted(roomId: string): void;
}

/** All that the SDK tells about rooms, folded into "this room changed". */
export function watchRooms(client: MatrixClient, watcher: RoomWatcher, signal: AbortSignal): void {
  const self = client.getSafeUserId();
  const touch = (room: Room | undefined | null): void => {
    if (room) watcher.changed(room.roomId);
  };
  const onTimeline = (event: MatrixEvent, room: Room | undefined): void => {
    if (event.getSender() === self) void echo(event);
    touch(room);
  };
  // Only when it can be drawn: between the two the row would be gone for a moment.
  const echo = async (event: MatrixEvent): Promise<void> => {
    await decryptEvents(client, [event]);
    reportEcho(event, watcher.outbox);
  };
  const onDecrypted = (event: MatrixEvent): void => {
    const roomId = event.getRoomId();
    if (roomId !== undefined) watcher.decrypted(roomId);
  };
  const onMember = (_event: MatrixEvent, member: { readonly roomId: string }): void => watcher.changed(member.roomId);
  client.on(RoomEvent.Timeline, onTimeline);
  client.on(MatrixEventEvent.Decrypted, onDecrypted);
  client.on(RoomEvent.Redaction, (_event, room) => touch(room));
  client.on(RoomEvent.TimelineReset, touch);
  client.on(RoomEvent.Receipt, (_event, room) => touch(room));
  client.on(RoomEvent.Name, touch);
  client.on(RoomEvent.MyMembership, touch);
  client.on(ClientEvent.Room, touch);
  client.on(RoomMemberEvent.Name, onMember);
  client.on(RoomStateEvent.Update, (state) => watcher.changed(state.roomId));
  signal.addEventListener("abort", () => client.removeAllListeners(), { once: true });
}
