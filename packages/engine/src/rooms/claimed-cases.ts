import { patientKeyOf } from "@konsil/patient/keys";
import { asEventId, parsePatient, type CaseBinding, type EventId, type Patient } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { CASE_HEADER_FIELD } from "../outbox/case-header-content.ts";
import { CASE_POINTER_TYPE } from "../wire/put-case-pointer.ts";
import { contentOf } from "../timeline/event-facts.ts";
import { stateOf } from "./state-of.ts";

/** What the other side's header says a room is about. A claim: it is shown, it is never stored as ours (safety C2). */
export class ClaimedCases {
  readonly #client: MatrixClient;
  readonly #found = new Map<string, CaseBinding>();
  readonly #asking = new Set<string>();
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
    for (const event of room.getLiveTimeline().getEvents()) {
      const binding = this.#read(event);
      if (binding && (pointer === undefined || event.getId() === pointer)) return this.#keep(room.roomId, binding);
    }
    if (pointer !== undefined) void this.#ask(room.roomId, pointer);
    return null;
  }

  /** A key has arrived: what could not be read may be readable now. */
  retry(roomId: string): void {
    this.#asking.delete(roomId);
  }

  async #ask(roomId: string, pointer: EventId): Promise<void> {
    if (this.#asking.has(roomId)) return;
    this.#asking.add(roomId);
    try {
      const raw = await this.#client.fetchRoomEvent(roomId, pointer);
      const event = this.#client.getEventMapper()(raw);
      await this.#client.decryptEventIfNeeded(event);
      const binding = this.#read(event);
      if (!binding) return;
      this.#keep(roomId, binding);
      this.#onFound(roomId);
    } catch {
      // Not readable for us (history visibility) or not there: a relayed header may come.
    }
  }

  #keep(roomId: string, binding: CaseBinding): CaseBinding {
    this.#found.set(roomId, binding);
    return binding;
  }

  #read(event: MatrixEvent): CaseBinding | undefined {
    if (event.getType() !== "m.room.message" || event.isRedacted() || !event.isEncrypted()) return undefined;
    const patient = headerPatient(contentOf(event));
    const id = event.getId();
    if (!patient || id === undefined) return undefined;
    return { key: patientKeyOf(patient), patient, headerEventId: asEventId(id), origin: "claimed" };
  }
}

function headerPatient(content: Readonly<Record<string, unknown>>): Patient | undefined {
  const field = content[CASE_HEADER_FIELD];
  return typeof field === "object" && field !== null && "patient" in field ? parsePatient(field.patient) : undefined;
}

function pointerOf(room: Room): EventId | undefined {
  const id: unknown = stateOf(room)?.getStateEvents(CASE_POINTER_TYPE, "")?.getContent()["event_id"];
  return typeof id === "string" && id.startsWith("$") ? asEventId(id) : undefined;
}
