import type { errorsDe } from "./errors-de.ts";
import type { panelDe } from "./panel-de.ts";
import type { conversationDe } from "./conversation-de.ts";
import type { timelineDe } from "./timeline-de.ts";

/** German is the source: its catalogue is the type of all others. A missing key or argument is a compile error. */
type Widen<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string
    ? string
    : Catalogue[Key] extends (...args: infer Args) => string
      ? (...args: Args) => string
      : Widen<Catalogue[Key]>;
};

export type ErrorWords = Widen<typeof errorsDe>;
export type PanelWords = Widen<typeof panelDe>;
export type ConversationWords = Widen<typeof conversationDe>;
export type TimelineWords = Widen<typeof timelineDe>;

export interface Words extends PanelWords, ConversationWords, TimelineWords {
  readonly errors: ErrorWords;
}
