import type { Words } from "@konsil/look";
import { html, type TemplateResult } from "lit";
import { shownText } from "./shown-text.ts";

/** Text of a person as Lit text nodes: never markup, controls of the reading direction drawn as a small tag. */
export function renderShownText(text: string, words: Words): readonly (string | TemplateResult)[] {
  return shownText(text).map((part) =>
    "text" in part
      ? part.text
      : html`<span class="control" title=${words.timeline.control(part.control)}>${part.control}</span>`,
  );
}
