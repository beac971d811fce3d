import { keyOfRow, type AnyRow, type RoomId, type SessionView, type TimelineRow, type Topic } from "@konsil/protocol";
import type { Sources } from "./account.ts";
import { ListSource } from "./list-source.ts";

/** The topics of an engine, over changes of the account. */
export class EngineSources implements Sources {
  readonly session = new ListSource<SessionView>((row) => keyOfRow("session", row));
  readonly rooms = new ListSource<Sources["rooms"]["rows"][number]>((row) => keyOfRow("rooms", row));
  readonly transfers = new ListSource<Sources["transfers"]["rows"][number]>((row) => keyOfRow("transfers", row));
  readonly #timelines = new Map<RoomId, ListSource<TimelineRow>>();
  readonly #onTimeline: (roomId: RoomId) => void;

  constructor(onTimeline: (roomId: RoomId) => void) {
    this.#onTimeline = onTimeline;
  }

  of(topic: Topic): ListSource<AnyRow> {
    switch (topic.name) {
      case "session":
        return this.session as unknown as ListSource<AnyRow>;
      case "rooms":
        return this.rooms as unknown as ListSource<AnyRow>;
      case "transfers":
        return this.transfers as unknown as ListSource<AnyRow>;
      case "timeline": {
        const source = this.timeline(topic.roomId);
        // Told after the subscriber stands in the list.
        queueMicrotask(() => this.#onTimeline(topic.roomId));
        return source as unknown as ListSource<AnyRow>;
      }
      default:
        return topic satisfies never;
    }
  }

  timeline(roomId: RoomId): ListSource<TimelineRow> {
    const known = this.#timelines.get(roomId);
    if (known) return known;
    const source = new ListSource<TimelineRow>((row) => keyOfRow("timeline", row));
    this.#timelines.set(roomId, source);
    return source;
  }

  observedTimelines(): readonly RoomId[] {
    return [...this.#timelines].filter(([, source]) => source.isObserved).map(([roomId]) => roomId);
  }

  /** Another account is opened: nothing of the old one may be shown for a moment. */
  clear(): void {
    this.rooms.reset();
    this.transfers.reset();
    for (const [roomId, source] of this.#timelines) {
      source.reset();
      if (!source.isObserved) this.#timelines.delete(roomId);
    }
  }
}
