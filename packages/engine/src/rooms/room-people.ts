import { asUserId, type Person, type PersonShape, type TenantConfig, type UserId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { KnownMembership } from "matrix-js-sdk/lib/@types/membership.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { RoomMember } from "matrix-js-sdk/lib/models/room-member.js";
import { foldName, lookAlikeNames, personOf } from "./person.ts";

/** People of rooms, as far as their members are loaded. */
export interface RoomPeople {
  /** Everyone joined or invited but ourselves, in a stable order. */
  others(room: Room): readonly Person[];
  person(userId: string, room: Room | null): Person;
  self(): Person;
}

/** Function accounts are told by a profile convention of the deployment: their localpart begins with `fa-`. */
const shapeOf = (userId: string): PersonShape => (/^@(fa|funktion)[-_.]/.test(userId) ? "function" : "person");

export function createRoomPeople(client: MatrixClient, config: TenantConfig): RoomPeople {
  const alike = new WeakMap<Room, { count: number; names: ReadonlySet<string> }>();

  function alikeIn(room: Room): ReadonlySet<string> {
    const members = room.getMembers();
    const known = alike.get(room);
    if (known?.count === members.length) return known.names;
    const names = lookAlikeNames(members.map((member) => ({ userId: member.userId, name: nameOf(member) })));
    alike.set(room, { count: members.length, names });
    return names;
  }

  function person(userId: string, room: Room | null): Person {
    const member = room?.getMember(userId) ?? null;
    const name = member ? nameOf(member) : client.getUser(userId)?.rawDisplayName;
    const isAlike = room !== null && name !== undefined && alikeIn(room).has(foldName(name));
    return personOf(config, asUserId(userId), name, isAlike, shapeOf(userId));
  }

  return {
    person,
    self: () => person(client.getSafeUserId(), anyRoom(client)),
    others(room) {
      const self: UserId = asUserId(client.getSafeUserId());
      const present: string[] = [KnownMembership.Join, KnownMembership.Invite];
      const members = room.getMembers();
      const here = members.filter((member) => member.userId !== self && present.includes(member.membership ?? ""));
      const shown = here.length > 0 ? here : members.filter((member) => member.userId !== self);
      return shown
        .map((member) => person(member.userId, room))
        .toSorted((a, b) => a.name.localeCompare(b.name, "de") || a.userId.localeCompare(b.userId));
    },
  };
}

const nameOf = (member: RoomMember): string => member.rawDisplayName;
const anyRoom = (client: MatrixClient): Room | null =>
  client.getRooms().find((room) => room.getMember(client.getSafeUserId()) !== null) ?? null;
