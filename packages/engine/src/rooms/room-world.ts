import { asUserId, type TenantConfig, type UserId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { Room } from "matrix-js-sdk/lib/models/room.js";
import { createMatrixClient } from "../matrix/create-client.ts";

// Rooms of the SDK as tests of rows need them; no bundle imports this.

export const SELF = asUserId("@brandt:sonne.example");
export const NWOSU = asUserId("@nwosu:nord.example");
export const ROOM_ID = "!room:sonne.example";

export const CONFIG: TenantConfig = {
  v: 1,
  tenant: "sonnenallee",
  name: "Praxis Sonnenallee",
  homeserver: { baseUrl: "http://127.0.0.1:9", serverName: "sonne.example" },
  organisations: { "sonne.example": "Praxis Sonnenallee", "nord.example": "Klinikum Nord" },
  portalOrigins: [],
  requireHostUser: true,
  holdMs: 0,
  askAfterMs: 60_000,
  frameClosesWithChart: false,
};

/** A client that never asks a server, with one room in which others write. */
export class RoomWorld {
  readonly client: MatrixClient;
  readonly room: Room;
  #events = 0;

  constructor() {
    const session = { baseUrl: "http://127.0.0.1:9", userId: SELF, deviceId: "D", accessToken: "t" };
    this.client = createMatrixClient(session);
    this.room = new Room(ROOM_ID, this.client, SELF, { timelineSupport: true, lazyLoadMembers: false });
    this.client.store.storeRoom(this.room);
  }

  event(type: string, content: object, sender: UserId, change: object = {}): MatrixEvent {
    this.#events += 1;
    const id = `$${String(this.#events).padStart(4, "0")}`;
    const at = 1_790_000_000_000 + this.#events * 1000;
    return new MatrixEvent({
      type,
      event_id: id,
      room_id: ROOM_ID,
      sender,
      origin_server_ts: at,
      content: content,
      ...change,
    });
  }

  /** A message as the crypto gives it back: encrypted on the wire, clear here. */
  sealed(sender: UserId, content: object, change: object = {}): MatrixEvent {
    const event = this.event("m.room.message", content, sender, change);
    event.makeEncrypted("m.room.encrypted", { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "…" }, "curve", "ed");
    return event;
  }

  text(sender: UserId, body: string): MatrixEvent {
    return this.sealed(sender, { msgtype: "m.text", body });
  }

  state(type: string, content: object, sender: UserId = SELF, stateKey = ""): MatrixEvent {
    return this.event(type, content, sender, { state_key: stateKey });
  }

  member(userId: UserId, membership: string, displayname?: string, sender: UserId = userId): MatrixEvent {
    return this.state("m.room.member", { membership, ...(displayname ? { displayname } : {}) }, sender, userId);
  }

  /** Creation, encryption and two members. */
  async begin(): Promise<void> {
    await this.add(
      this.state("m.room.create", { creator: SELF, room_version: "10" }),
      this.member(SELF, "join", "Brandt, Katrin"),
      this.state("m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" }),
      this.member(NWOSU, "invite", "Nwosu, Adaeze", SELF),
      this.member(NWOSU, "join", "Nwosu, Adaeze"),
    );
    this.room.updateMyMembership("join");
  }

  async add(...events: MatrixEvent[]): Promise<void> {
    await this.room.addLiveEvents(events, { addToState: true });
  }

  /** As after a `limited` /sync: what comes from now on does not follow what is loaded. */
  leaveHole(): void {
    this.room.resetLiveTimeline("back", "forward");
  }

  /** As after paging back: these events stand before the live ones; known ones close the hole. */
  pageBack(events: readonly MatrixEvent[], token: string | null): void {
    const set = this.room.getUnfilteredTimelineSet();
    set.addEventsToTimeline([...events].reverse(), true, false, this.room.getLiveTimeline(), token);
  }
}
