import type { PortalSession } from "./portal-sessions.ts";
import type { PortalWords } from "./words/de.ts";

export type Locale = "de" | "en";

/** What every page needs to know of a request. */
export interface View {
  readonly site: "sonnenallee" | "nord";
  readonly siteName: string;
  readonly session: PortalSession | undefined;
  readonly words: PortalWords;
  readonly locale: Locale;
  /** For this answer's inline script. */
  readonly nonce: string;
  /** Origin of the frame host. */
  readonly chat: string;
  /** Path with parameters, to come back to. */
  readonly path: string;
  readonly now: number;
}
