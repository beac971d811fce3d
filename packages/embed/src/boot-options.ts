import { locales, themes, type Locale, type Theme } from "@konsil/protocol";

/** What a page gives to `boot`. */
export interface BootOptions {
  /** Origin of the frame host. */
  readonly chat: string;
  readonly tenant: string;
  readonly user: string | null;
  readonly hostSession: string | null;
  /** Asked whenever it matters: the open record of the page, or null. */
  readonly readPatient: (() => unknown) | null;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly side: "left" | "right";
  readonly corner: "bottom-right" | "bottom-left" | "top-right" | "top-left";
  /** The page makes room for the docked panel instead of lying under it. */
  readonly pushPage: boolean;
  /** The panel is open where nobody has opened or closed it yet. */
  readonly open: boolean;
}

const oneOf = <Value extends string>(values: readonly Value[], input: unknown, otherwise: Value): Value =>
  values.find((value) => value === input) ?? otherwise;
const opaque = (input: unknown): string | null => (typeof input === "string" && input !== "" ? input : null);

/** @returns undefined when chat or tenant are missing or absurd, or when one of user and hostSession is missing */
export function parseBootOptions(input: unknown): BootOptions | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const raw = input as Readonly<Record<string, unknown>>;
  const chat = originOf(raw["chat"]);
  const tenant = opaque(raw["tenant"]);
  const user = opaque(raw["user"]);
  const hostSession = opaque(raw["hostSession"]);
  if (chat === undefined || tenant === null || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(tenant)) return undefined;
  if ((user === null) !== (hostSession === null)) return undefined;
  const readPatient = raw["readPatient"];
  return {
    chat,
    tenant,
    user,
    hostSession,
    readPatient: typeof readPatient === "function" ? (readPatient as () => unknown) : null,
    locale: oneOf(locales, raw["locale"], document.documentElement.lang.startsWith("en") ? "en" : "de"),
    theme: oneOf(themes, raw["theme"], "auto"),
    side: oneOf(["right", "left"], raw["side"], "right"),
    corner: oneOf(["bottom-right", "bottom-left", "top-right", "top-left"], raw["corner"], "bottom-right"),
    pushPage: raw["pushPage"] === true,
    open: raw["open"] === true,
  };
}

function originOf(input: unknown): string | undefined {
  if (typeof input !== "string") return undefined;
  try {
    const url = new URL(input);
    return url.protocol === "https:" || url.protocol === "http:" ? url.origin : undefined;
  } catch {
    return undefined;
  }
}
