import {
  asRoomId,
  type CaseBinding,
  type Conversation,
  type Invitation,
  type Person,
  type RoomRow,
} from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { NotificationCountType, type Room } from "matrix-js-sdk/lib/models/room.js";
import type { Outbox } from "../seams.ts";
import { eventRows } from "../timeline/event-rows.ts";
import { rowContext } from "../timeline/room-timeline.ts";
import { hasOlder, loadedEvents, stretchesOf } from "../timeline/stretches.ts";
import { plainName } from "./person.ts";
import type { RoomPeople } from "./room-people.ts";
import { isMessage, unreadOf } from "./unread.ts";
import { stateOf } from "./state-of.ts";

export interface RoomRowParts {
  readonly client: MatrixClient;
  readonly people: RoomPeople;
  readonly outbox: Outbox;
  readonly bindingOf: (room: Room) => CaseBinding | null;
  /** Crypto's word for a room, asked once and kept. */
  readonly isEncrypted: (roomId: string) => boolean | undefined;
}

const PREVIEW_LENGTH = 200;
/** How far back a message is looked for that can stand for the conversation. */
export const PREVIEW_EVENTS = 8;
const MAX_PEOPLE = 5;

/** The row of a room in the `rooms` topic; undefined for rooms that are not shown (left long ago, banned). */
export function roomRow(room: Room, parts: RoomRowParts): RoomRow | undefined {
  switch (room.getMyMembership()) {
    case "invite":
      return invitation(room, parts);
    case "join":
      return conversation(room, parts, "join");
    case "leave":
    case "ban":
      return loadedEvents(room).some(isMessage) ? conversation(room, parts, "leave") : undefined;
    default:
      return undefined;
  }
}

function invitation(room: Room, { client, people }: RoomRowParts): Invitation {
  const member = room.getMember(client.getSafeUserId());
  const inviter = member?.events.member?.getSender() ?? "";
  return {
    kind: "invitation",
    roomId: asRoomId(room.roomId),
    inviter: people.person(inviter, room),
    at: member?.events.member?.getTs() || firstSeenAt(room),
  };
}

/** Stripped state of an invitation need not carry a time (CS API "Stripped state"). */
const firstSeen = new WeakMap<Room, number>();
function firstSeenAt(room: Room): number {
  const at = firstSeen.get(room) ?? Date.now();
  firstSeen.set(room, at);
  return at;
}

function conversation(room: Room, parts: RoomRowParts, membership: "join" | "leave"): Conversation {
  const { client, people, outbox } = parts;
  const self = client.getSafeUserId();
  const others = people.others(room);
  const stretches = stretchesOf(room);
  const unread = unreadOf({
    stretches,
    self,
    readUpTo: room.getEventReadUpTo(self),
    hasOlder: hasOlder(room),
    serverCount: room.getUnreadNotificationCount(NotificationCountType.Total),
  });
  const roomId = asRoomId(room.roomId);
  return {
    kind: "conversation",
    roomId,
    title: titleOf(room, others),
    shape: others.length === 1 ? (others[0]?.shape ?? "person") : "function",
    organisation: organisationOf(others),
    people: others.slice(0, MAX_PEOPLE),
    memberCount: room.getInvitedAndJoinedMemberCount(),
    invitedCount: room.getInvitedMemberCount(),
    ...previewOf(room, stretches.flat(), parts),
    unread: membership === "join" ? unread.count : { count: 0, atLeast: false },
    unreadAfter: unread.after,
    binding: parts.bindingOf(room),
    encryption: encryptionOf(room, parts),
    notSent: outbox.counts(roomId),
    membership,
  };
}

/** A name that somebody gave the room, else the others. */
function titleOf(room: Room, others: readonly Person[]): string {
  const given: unknown = stateOf(room)?.getStateEvents("m.room.name", "")?.getContent()["name"];
  const name = typeof given === "string" ? plainName(given) : "";
  if (name !== "") return name.slice(0, 200);
  const names = others.slice(0, 3).map((person) => person.name);
  if (others.length > 3) names.push(`+${String(others.length - 3)}`);
  return names.length > 0 ? names.join(" · ") : room.name;
}

function organisationOf(others: readonly Person[]): string {
  return [...new Set(others.map((person) => person.organisation))].slice(0, 3).join(", ");
}

function encryptionOf(room: Room, parts: RoomRowParts): Conversation["encryption"] {
  const known = parts.isEncrypted(room.roomId);
  // Joined or created a moment ago: nothing of its state has come yet.
  if (!stateOf(room)?.getStateEvents("m.room.create", "")) return "unknown";
  const isStated = room.hasEncryptionStateEvent();
  if (known === true && isStated) return "yes";
  // One of the two comes first: nothing is sent before both agree (safety E1).
  return known === false && !isStated ? "no" : "unknown";
}

function previewOf(
  room: Room,
  events: readonly MatrixEvent[],
  parts: RoomRowParts,
): Pick<Conversation, "preview" | "previewSender" | "previewOwn" | "lastAt"> {
  const waiting = parts.outbox.rows(asRoomId(room.roomId)).at(-1);
  const created = stateOf(room)?.getStateEvents("m.room.create", "")?.getTs() ?? 0;
  const latest = events.filter((event) => !event.isState()).slice(-PREVIEW_EVENTS);
  const row = eventRows([latest], rowContext(room, parts)).findLast(
    (candidate) => candidate.kind === "message" && candidate.body.kind !== "caseHeader",
  );
  const { content, createdAt = 0 } = waiting?.entry ?? {};
  // A header says nothing that the plate does not say.
  if (content && "replyTo" in content) {
    const preview = content.kind === "file" ? content.name : content.text;
    return { preview: preview.slice(0, PREVIEW_LENGTH), previewSender: "", previewOwn: true, lastAt: createdAt };
  }
  if (row?.kind !== "message") {
    return { preview: "", previewSender: "", previewOwn: false, lastAt: events.at(-1)?.getTs() ?? created };
  }
  const { body } = row;
  const preview = "text" in body ? body.text : "name" in body ? body.name : "";
  return {
    preview: preview.slice(0, PREVIEW_LENGTH),
    previewSender: row.sender.name,
    previewOwn: row.own,
    lastAt: row.at,
  };
}
