import { patientKeyOf } from "@konsil/patient/keys";
import { asEventId, parsePatient, type CaseBinding, type EventId, type Patient } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { CASE_HEADER_FIELD } from "../outbox/case-header-content.ts";
import { CASE_POINTER_TYPE } from "../wire/put-case-pointer.ts";
import { contentOf } from "../timeline/event-facts.ts";
import { loadedEvents } from "../timeline/stretches.ts";
import { stateOf } from "./state-of.ts";

/** A header that the pointer names: asked for once, then kept until its key has come. */
type Lookup =
  | { readonly state: "asking" }
  | { readonly state: "locked"; readonly event: MatrixEvent }
  /** Not readable for us (history visibility), not there, or no header at all: a relayed one may come. */
  | { readonly state: "nothing" };

/** What the other side's header says a room is about. A claim: it is shown, it is never stored as ours (safety C2). */
export class ClaimedCases {
  readonly #client: MatrixClient;
  readonly #found = new Map<string, CaseBinding>();
  readonly #lookups = new Map<EventId, Lookup>();
  readonly #onFound: (roomId: string) => void;

  constructor(client: MatrixClient, onFound: (roomId: string) => void) {
    this.#client = client;
    this.#onFound = onFound;
  }

  /** The claim as far as it is known; asks for the header once if it is not loaded. */
  of(room: Room): CaseBinding | null {
    const known = this.#found.get(room.roomId);
    if (known) return known;
    const pointer = pointerOf(room);
    for (const event of loadedEvents(room)) {
      if (pointer !== undefined && event.getId() !== pointer) continue;
      const binding = readHeader(event);
      if (binding) return this.#keep(room.roomId, binding);
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
      const raw = await this.#client.fetchRoomEvent(roomId, pointer);
      await this.#open(roomId, pointer, this.#client.getEventMapper()({ ...raw, room_id: roomId }));
    } catch (error) {
      // No network: the next change of the room asks again.
      if (error instanceof MatrixError) this.#lookups.set(pointer, { state: "nothing" });
      else this.#lookups.delete(pointer);
    }
  }

  async #open(roomId: string, pointer: EventId, event: MatrixEvent): Promise<void> {
    this.#lookups.set(pointer, { state: "asking" });
    await this.#client.decryptEventIfNeeded(event).catch(() => undefined);
    const binding = readHeader(event);
    if (event.getId() !== pointer || (!binding && !event.isDecryptionFailure())) {
      this.#lookups.set(pointer, { state: "nothing" });
      return;
    }
    this.#lookups.set(pointer, { state: "locked", event });
    if (!binding) return;
    this.#keep(roomId, binding);
    this.#onFound(roomId);
  }

  #keep(roomId: string, binding: CaseBinding): CaseBinding {
    this.#found.set(roomId, binding);
    return binding;
  }
}

function readHeader(event: MatrixEvent): CaseBinding | undefined {
  if (event.getType() !== "m.room.message" || event.isRedacted() || !event.isEncrypted()) return undefined;
  const patient = headerPatient(contentOf(event));
  const id = event.getId();
  if (!patient || id === undefined) return undefined;
  return { key: patientKeyOf(patient), patient, headerEventId: asEventId(id), origin: "claimed" };
}

function headerPatient(content: Readonly<Record<string, unknown>>): Patient | undefined {
  const field = content[CASE_HEADER_FIELD];
  return typeof field === "object" && field !== null && "patient" in field ? parsePatient(field.patient) : undefined;
}

function pointerOf(room: Room): EventId | undefined {
  const id: unknown = stateOf(room)?.getStateEvents(CASE_POINTER_TYPE, "")?.getContent()["event_id"];
  return typeof id === "string" && id.startsWith("$") ? asEventId(id) : undefined;
}
