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
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { Outbox } from "../seams.ts";
import { eventRows } from "../timeline/event-rows.ts";
import { hasOlder, loadedEvents } from "../timeline/room-timeline.ts";
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
    at: member?.events.member?.getTs() || Date.now(),
  };
}

function conversation(room: Room, parts: RoomRowParts, membership: "join" | "leave"): Conversation {
  const { client, people, outbox } = parts;
  const self = client.getSafeUserId();
  const others = people.others(room);
  const events = loadedEvents(room);
  const unread = unreadOf(events, self, room.getEventReadUpTo(self), hasOlder(room));
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
    ...previewOf(room, events, parts),
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
  if (typeof given === "string" && given.trim() !== "") return given.trim().slice(0, 200);
  const names = others.slice(0, 3).map((person) => person.name);
  if (others.length > 3) names.push(`+${String(others.length - 3)}`);
  return names.length > 0 ? names.join(" · ") : room.name;
}

function organisationOf(others: readonly Person[]): string {
  return [...new Set(others.map((person) => person.organisation))].slice(0, 3).join(", ");
}

function encryptionOf(room: Room, parts: RoomRowParts): Conversation["encryption"] {
  const known = parts.isEncrypted(room.roomId);
  if (known === true && room.hasEncryptionStateEvent()) return "yes";
  if (room.hasEncryptionStateEvent() || known === undefined) return "unknown";
  return "no";
}

function previewOf(
  room: Room,
  events: readonly MatrixEvent[],
  { client, people, outbox }: RoomRowParts,
): Pick<Conversation, "preview" | "previewSender" | "previewOwn" | "lastAt"> {
  const context = { self: client.getSafeUserId(), personOf: (userId: string) => people.person(userId, room) };
  const waiting = outbox.rows(asRoomId(room.roomId)).at(-1);
  const created = stateOf(room)?.getStateEvents("m.room.create", "")?.getTs() ?? 0;
  const row = eventRows(events.filter((event) => !event.isState()).slice(-8), context).findLast(
    (candidate) => candidate.kind === "message" && candidate.body.kind !== "caseHeader",
  );
  if (waiting && waiting.entry.content.kind !== "caseHeader") {
    const { content, createdAt } = waiting.entry;
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
