import type { EventId, Reaction } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { newContentOf, relationOf } from "./event-facts.ts";

const MAX_EMOJI = 64;

export interface Folded {
  /** The last valid edit of a message: same sender, in order of the timeline. */
  readonly edits: ReadonlyMap<EventId, { content: Readonly<Record<string, unknown>>; at: number }>;
  readonly reactions: ReadonlyMap<EventId, readonly Reaction[]>;
}

/** Edits and reactions are no rows of their own: they are folded into the event they point to. */
export function foldRelations(events: readonly MatrixEvent[], self: string): Folded {
  const senders = new Map(events.map((event) => [event.getId(), event.getSender()]));
  const edits = new Map<EventId, { content: Readonly<Record<string, unknown>>; at: number }>();
  const reactions = new Map<EventId, Map<string, Set<string>>>();
  for (const event of events) {
    const relation = relationOf(event);
    if (!relation || event.isRedacted()) continue;
    const sender = event.getSender() ?? "";
    if (relation.type === "m.replace") {
      const content = newContentOf(event);
      if (content && senders.get(relation.eventId) === sender)
        edits.set(relation.eventId, { content, at: event.getTs() });
    } else if (relation.type === "m.annotation" && event.getType() === "m.reaction") {
      const emoji = relation.key.slice(0, MAX_EMOJI);
      const byEmoji = reactions.get(relation.eventId) ?? new Map<string, Set<string>>();
      reactions.set(relation.eventId, byEmoji.set(emoji, (byEmoji.get(emoji) ?? new Set()).add(sender)));
    }
  }
  return { edits, reactions: new Map([...reactions].map(([id, byEmoji]) => [id, listOf(byEmoji, self)])) };
}

function listOf(byEmoji: ReadonlyMap<string, ReadonlySet<string>>, self: string): readonly Reaction[] {
  return [...byEmoji].map(([emoji, people]) => ({ emoji, count: people.size, own: people.has(self) }));
}
