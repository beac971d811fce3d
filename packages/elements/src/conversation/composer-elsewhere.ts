import { html, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { ComposerView, Intent, Locale } from "@konsil/protocol";
import { clockTime } from "./format-time.ts";
import { nameOf } from "./identity.ts";
import { renderMiniPlate } from "./mini-plate.ts";
import { icon } from "../base/icon.ts";
import { renderShownText } from "./shown-text-template.ts";

/** A draft of another record waits here: whose it is, what it says, and three ways on. Nothing of it can be sent. */
export function renderElsewhere(
  view: Extract<ComposerView, { state: "elsewhere" }>,
  locale: Locale,
  words: Words,
  intent: (intent: Intent) => void,
): TemplateResult {
  const { write } = words;
  const draft = html`<div class="draft">
    <span class="text" translate="no" dir="auto">${renderShownText(words.timeline.textOf(view.text), words)}</span>
    <small translate="no">${write.elsewhereLine(view.to, clockTime(view.begunAt, locale))}</small>
  </div>`;
  const button = (kind: string, text: string, wish: Intent) =>
    html`<button
      class=${kind}
      @click=${() => {
        intent(wish);
      }}
    >
      ${text}
    </button>`;
  const rewrite = view.here === null ? write.rewriteWithout : write.rewrite(nameOf(view.here, words));
  return html`<section aria-labelledby="elsewhere">
    <h3 class="elsewhere-title" id="elsewhere">${icon("pencil")}${write.elsewhere}</h3>
    <div class="elsewhere">
      ${renderMiniPlate({ patient: view.patient, rail: "candidate", locale, words, below: draft })}
      ${button("button main wide", rewrite, { do: "rewriteHere" })}
      <div class="choices">
        ${button("link", write.toDraft, { do: "goToDraft" })}
        ${button("link quiet", write.discardDraft, { do: "discardDraft" })}
      </div>
    </div>
  </section>`;
}
