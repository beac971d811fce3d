import type { Patient, UserId } from "@konsil/protocol";
import { looksLikePatient } from "./looks-like-patient.ts";

/** Type of a TI-Messenger room (gemSpec TI-M, A_25814-01), written into the create event. */
export const ROOM_TYPE = "de.gematik.tim.roomtype.default.v1";
/** The only version that every TI-Messenger service creates (A_26202, A_26248). */
export const ROOM_VERSION = "10";

export interface RoomWish {
  readonly people: readonly UserId[];
  /** Neutral text only: names of rooms are readable by both servers. One that tells of a patient is left away. */
  readonly name?: string;
  /** Whom the conversation is about. Nothing of it is written; the name is held against it. */
  readonly about?: Patient | null;
}

export interface RoomCreation {
  /** Body of `POST /createRoom` (CS API). */
  readonly body: {
    readonly room_version: string;
    readonly preset: "private_chat";
    readonly visibility: "private";
    readonly is_direct: boolean;
    readonly invite: readonly UserId[];
    readonly name?: string;
    readonly creation_content: Readonly<Record<string, unknown>>;
    readonly initial_state: readonly {
      readonly type: string;
      readonly state_key: string;
      readonly content: Readonly<Record<string, unknown>>;
    }[];
  };
  /** People to invite one by one afterwards: `createRoom` takes at most one (A_25368-01). */
  readonly furtherInvites: readonly UserId[];
}

/** A text that may stand in clear on both servers, or undefined. */
export function neutralRoomName(text: string | undefined, about: Patient | null): string | undefined {
  const name = text?.trim() ?? "";
  return name === "" || looksLikePatient(name, about) ? undefined : name;
}

const state = (type: string, content: Readonly<Record<string, unknown>>) => ({ type, state_key: "", content });

/** How a TI-Messenger client creates a private room: encrypted, by invitation, history from the invitation on. */
export function roomCreation(wish: RoomWish): RoomCreation {
  const [first, ...furtherInvites] = [...new Set(wish.people)];
  const name = neutralRoomName(wish.name, wish.about ?? null);
  return {
    body: {
      room_version: ROOM_VERSION,
      preset: "private_chat",
      visibility: "private",
      is_direct: first !== undefined && furtherInvites.length === 0,
      invite: first === undefined ? [] : [first],
      ...(name === undefined ? {} : { name }),
      creation_content: { type: ROOM_TYPE },
      initial_state: [
        state("m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" }),
        state("m.room.history_visibility", { history_visibility: "invited" }),
        state("m.room.join_rules", { join_rule: "invite" }),
        state("m.room.guest_access", { guest_access: "forbidden" }),
        // The same text as m.room.name, beside it (A_26338-02).
        ...(name === undefined ? [] : [state("de.gematik.tim.room.name", { name })]),
      ],
    },
    furtherInvites,
  };
}
