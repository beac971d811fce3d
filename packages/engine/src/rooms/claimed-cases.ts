import { patientKeyOf } from "@konsil/patient/keys";
import {
  asEventId,
  asPatientKey,
  asUserId,
  parsePatient,
  type CaseBinding,
  type EventId,
  type Patient,
  type PatientKey,
  type UserId,
} from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { CASE_HEADER_FIELD, relayOf } from "../outbox/case-header-content.ts";
import { CASE_POINTER_TYPE } from "../wire/put-case-pointer.ts";
import { contentOf } from "../timeline/event-facts.ts";
import { fetchEvent } from "../timeline/fetch-event.ts";
import { loadedEvents } from "../timeline/stretches.ts";
import { stateOf } from "./state-of.ts";

/** A header that the pointer names: asked for once, then kept until its key has come. */
type Lookup =
  | { readonly state: "asking" }
  | { readonly state: "locked"; readonly event: MatrixEvent }
  /** Not readable for us (history visibility), not there, or no header at all: a relayed one may come. */
  | { readonly state: "nothing" };

/** A header that this account can read: the original, or a copy of one that it cannot. */
export interface CaseHeader {
  readonly patient: Patient;
  /** Of the original. */
  readonly eventId: EventId;
  /** Who says so in the original. */
  readonly from: UserId;
  /** Milliseconds since the epoch by the clock of the sender's server. */
  readonly at: number;
}

export interface ClaimedCasesParts {
  readonly onFound: (roomId: string) => void;
  /** @returns whether there are more above */
  readonly loadOlder: (roomId: string) => Promise<boolean>;
}

/** A server that has joined later gets old events with the history only. */
const PAGES = 3;

/** What the other side's header says a room is about. A claim: it is shown, it is never stored as ours (safety C2). */
export class ClaimedCases {
  readonly #client: MatrixClient;
  readonly #found = new Map<string, CaseHeader>();
  readonly #lookups = new Map<EventId, Lookup>();
  readonly #parts: ClaimedCasesParts;

  constructor(client: MatrixClient, parts: ClaimedCasesParts) {
    this.#client = client;
    this.#parts = parts;
  }

  /** The claim as far as it is known; asks for the header once if it is not loaded. */
  of(room: Room): CaseBinding | null {
    const header = this.headerOf(room);
    if (!header) return null;
    const { patient, eventId } = header;
    const isOurs = serverOf(header.from) === this.#client.getDomain();
    return {
      key: isOurs ? patientKeyOf(patient) : foreignKey(header),
      patient,
      headerEventId: eventId,
      origin: "claimed",
    };
  }

  /** The header itself. A copy counts where the original cannot be had. */
  headerOf(room: Room): CaseHeader | null {
    const known = this.#found.get(room.roomId);
    if (known) return known;
    const pointer = pointerOf(room);
    const isLost = pointer !== undefined && this.#lookups.get(pointer)?.state === "nothing";
    for (const event of loadedEvents(room)) {
      const header = readHeader(event);
      if (!header || (pointer !== undefined && header.eventId !== pointer)) continue;
      if (event.getId() === header.eventId || isLost) return this.#keep(room.roomId, header);
    }
    if (pointer !== undefined && !this.#lookups.has(pointer)) void this.#ask(room.roomId, pointer);
    return null;
  }

  /** A key has arrived for this room: what was fetched and locked may open now. Nothing is fetched again. */
  retry(roomId: string): void {
    for (const [pointer, lookup] of this.#lookups) {
      if (lookup.state === "locked" && lookup.event.getRoomId() === roomId)
        void this.#open(roomId, pointer, lookup.event);
    }
  }

  async #ask(roomId: string, pointer: EventId): Promise<void> {
    this.#lookups.set(pointer, { state: "asking" });
    try {
      await this.#open(roomId, pointer, await fetchEvent(this.#client, roomId, pointer));
    } catch (error) {
      // No network: the next change of the room asks again.
      if (!(error instanceof MatrixError)) this.#lookups.delete(pointer);
      else if (error.httpStatus !== 404 || !(await this.#findInHistory(roomId, pointer)))
        this.#lookups.set(pointer, { state: "nothing" });
    }
  }

  async #findInHistory(roomId: string, pointer: EventId): Promise<boolean> {
    for (let page = 0; page <= PAGES; page += 1) {
      const room = this.#client.getRoom(roomId);
      const event = room && loadedEvents(room).find((candidate) => candidate.getId() === pointer);
      if (event) await this.#open(roomId, pointer, event);
      if (event) return true;
      if (page === PAGES || !(await this.#parts.loadOlder(roomId).catch(() => false))) return false;
    }
    return false;
  }

  async #open(roomId: string, pointer: EventId, event: MatrixEvent): Promise<void> {
    this.#lookups.set(pointer, { state: "asking" });
    await this.#client.decryptEventIfNeeded(event).catch(() => undefined);
    const header = readHeader(event);
    if (event.getId() !== pointer || (!header && !event.isDecryptionFailure())) {
      this.#lookups.set(pointer, { state: "nothing" });
      return;
    }
    this.#lookups.set(pointer, { state: "locked", event });
    if (!header) return;
    this.#keep(roomId, header);
    this.#parts.onFound(roomId);
  }

  #keep(roomId: string, header: CaseHeader): CaseHeader {
    this.#found.set(roomId, header);
    return header;
  }
}

function readHeader(event: MatrixEvent): CaseHeader | undefined {
  if (event.getType() !== "m.room.message" || event.isRedacted() || !event.isEncrypted()) return undefined;
  const content = contentOf(event);
  const patient = headerPatient(content);
  const id = event.getId();
  const sender = event.getSender();
  if (!patient || id === undefined || sender === undefined) return undefined;
  const original = relayOf(content) ?? { from: asUserId(sender), eventId: asEventId(id) };
  return { patient, at: event.getTs(), ...original };
}

/**
 * What another organisation says never matches a record of this one by itself, whatever numbers it names (safety P1): its
 * key holds its server.
 */
function foreignKey({ patient, from }: CaseHeader): PatientKey {
  return asPatientKey(`${encodeURIComponent(serverOf(from))}|${patientKeyOf(patient)}`);
}

const serverOf = (userId: UserId): string => userId.slice(userId.indexOf(":") + 1);

function headerPatient(content: Readonly<Record<string, unknown>>): Patient | undefined {
  const field = content[CASE_HEADER_FIELD];
  return typeof field === "object" && field !== null && "patient" in field ? parsePatient(field.patient) : undefined;
}

function pointerOf(room: Room): EventId | undefined {
  const id: unknown = stateOf(room)?.getStateEvents(CASE_POINTER_TYPE, "")?.getContent()["event_id"];
  return typeof id === "string" && id.startsWith("$") ? asEventId(id) : undefined;
}
