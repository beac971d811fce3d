import { conversationDe } from "./conversation-de.ts";
import { conversationEn } from "./conversation-en.ts";
import { errorsDe } from "./errors-de.ts";
import { errorsEn } from "./errors-en.ts";
import { panelDe } from "./panel-de.ts";
import { panelEn } from "./panel-en.ts";
import { timelineDe } from "./timeline-de.ts";
import { timelineEn } from "./timeline-en.ts";
import type { Words } from "./words.ts";

const de: Words = { ...panelDe, ...conversationDe, ...timelineDe, errors: errorsDe };
const en: Words = { ...panelEn, ...conversationEn, ...timelineEn, errors: errorsEn };

/** The words of a language. German is the source. */
export function wordsFor(locale: "de" | "en"): Words {
  return locale === "en" ? en : de;
}
