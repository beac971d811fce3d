import type { EventId, Reaction } from "@konsil/protocol";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { newContentOf, relationOf } from "./event-facts.ts";

const MAX_EMOJI = 64;
/** Different emojis at one message; whoever sends more wants to fill the screen. */
const MAX_EMOJIS = 24;

export interface Folded {
  /** The last valid edit of a message: same sender, in order of the timeline. */
  readonly edits: ReadonlyMap<EventId, { content: Readonly<Record<string, unknown>>; at: number }>;
  readonly reactions: ReadonlyMap<EventId, readonly Reaction[]>;
}

/** Edits and reactions are no rows of their own: they are folded into the event they point to. */
export function foldRelations(events: readonly MatrixEvent[], self: string): Folded {
  const byId = new Map(events.map((event) => [event.getId(), event]));
  const edits = new Map<EventId, { content: Readonly<Record<string, unknown>>; at: number }>();
  const reactions = new Map<EventId, Map<string, Set<string>>>();
  for (const event of events) {
    const relation = relationOf(event);
    if (!relation || event.isRedacted()) continue;
    const sender = event.getSender() ?? "";
    if (relation.type === "m.replace") {
      const content = newContentOf(event);
      if (content && mayEdit(event, byId.get(relation.eventId))) {
        edits.set(relation.eventId, { content, at: event.getTs() });
      }
    } else if (relation.type === "m.annotation" && event.getType() === "m.reaction") {
      const emoji = relation.key.slice(0, MAX_EMOJI);
      const byEmoji = reactions.get(relation.eventId) ?? new Map<string, Set<string>>();
      if (byEmoji.size >= MAX_EMOJIS && !byEmoji.has(emoji)) continue;
      reactions.set(relation.eventId, byEmoji.set(emoji, (byEmoji.get(emoji) ?? new Set()).add(sender)));
    }
  }
  return { edits, reactions: new Map([...reactions].map(([id, byEmoji]) => [id, listOf(byEmoji, self)])) };
}

/** Same sender, and never in clear over an encrypted message: a server could write that (CS API "Event replacements"). */
function mayEdit(edit: MatrixEvent, original: MatrixEvent | undefined): boolean {
  if (!original || original.getSender() !== edit.getSender() || edit.isDecryptionFailure()) return false;
  return edit.isEncrypted() || !original.isEncrypted();
}

function listOf(byEmoji: ReadonlyMap<string, ReadonlySet<string>>, self: string): readonly Reaction[] {
  return [...byEmoji].map(([emoji, people]) => ({ emoji, count: people.size, own: people.has(self) }));
}
