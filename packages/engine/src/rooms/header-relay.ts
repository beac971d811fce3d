import { asRoomId, type RoomId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { RoomStateEvent } from "matrix-js-sdk/lib/models/room-state.js";
import { relayOf } from "../outbox/case-header-content.ts";
import { contentOf } from "../timeline/event-facts.ts";
import { loadedEvents } from "../timeline/stretches.ts";
import type { CaseHeader } from "./claimed-cases.ts";
import { decryptEvents } from "../timeline/decrypt-events.ts";

export interface HeaderRelayParts {
  readonly client: MatrixClient;
  /** The header that this account itself can read. */
  readonly headerOf: (room: Room) => CaseHeader | null;
  /** Writes the relayed header into the outbox. */
  readonly relay: (roomId: RoomId, header: CaseHeader) => Promise<void>;
  readonly loadOlder: (roomId: RoomId) => Promise<boolean>;
  readonly signal: AbortSignal;
  /** Between two members of whom each would do it. */
  readonly stepMs?: number;
}

const STEP_MS = 5000;
const LAST_RANK = 11;
const PAGES = 3;

/**
 * People who are invited later cannot read the case header (history visibility `invited`): they get a copy (safety C1).
 * Whoever invites sends it at once. Their client may not know how: then the other members do, in the order of their MXIDs,
 * each after a pause and only if nobody else has.
 */
export function relayHeaders(parts: HeaderRelayParts): void {
  const { client, signal } = parts;
  const self = client.getSafeUserId();
  const onMember = (event: MatrixEvent, { roomId }: { readonly roomId: string }): void => {
    const room = client.getRoom(roomId);
    if (!room || !isLateInvitation(event) || event.getStateKey() === self) return;
    // Asked for now, so that it is at hand by then.
    parts.headerOf(room);
    const timer = setTimeout(
      () => void relayUnlessDone(room, event, parts).catch(() => undefined),
      pauseMs(room, event, parts),
    );
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  };
  client.on(RoomStateEvent.Members, onMember);
}

function isLateInvitation(event: MatrixEvent): boolean {
  const before: unknown = event.getPrevContent()["membership"];
  return contentOf(event)["membership"] === "invite" && before !== "invite" && before !== "join";
}

function pauseMs(room: Room, invitation: MatrixEvent, { client, stepMs = STEP_MS }: HeaderRelayParts): number {
  const self = client.getSafeUserId();
  if (invitation.getSender() === self) return 0;
  const others = room
    .getJoinedMembers()
    .map((member) => member.userId)
    .filter((userId) => userId !== invitation.getSender())
    .sort();
  return stepMs * (1 + Math.min(LAST_RANK, Math.max(0, others.indexOf(self))));
}

async function relayUnlessDone(room: Room, invitation: MatrixEvent, parts: HeaderRelayParts): Promise<void> {
  const header = parts.headerOf(room);
  const invited = room.getMember(invitation.getStateKey() ?? "")?.membership;
  if (parts.signal.aborted || !header || (invited !== "invite" && invited !== "join")) return;
  if (room.getMyMembership() !== "join" || header.at > invitation.getTs()) return;
  for (let page = 0; page < PAGES && !isInSight(room, invitation); page += 1) {
    if (!(await parts.loadOlder(asRoomId(room.roomId)))) break;
  }
  await decryptEvents(parts.client, loadedEvents(room));
  if (!isRelayed(room, header, invitation)) await parts.relay(asRoomId(room.roomId), header);
}

const isInSight = (room: Room, invitation: MatrixEvent): boolean =>
  loadedEvents(room).some((event) => event.getId() === invitation.getId());

function isRelayed(room: Room, header: CaseHeader, invitation: MatrixEvent): boolean {
  const events = loadedEvents(room);
  const after = events.slice(events.findIndex((event) => event.getId() === invitation.getId()) + 1);
  return after.some((event) => relayOf(contentOf(event))?.eventId === header.eventId);
}
