import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { ComposerView, Intent } from "@konsil/protocol";
import { familyOf, nameOf } from "./identity.ts";
import { icon } from "../base/icon.ts";

type ClosedView = Extract<ComposerView, { state: "closed" }>;

interface Way {
  readonly text: string;
  readonly intent: Intent;
}

/** The way on from each reason; null where the way is not here (answer above) or there is nothing to do. */
function wayFrom(view: ClosedView, words: Words): Way | null {
  const { closedDo } = words.write;
  switch (view.reason) {
    case "conflict":
    case "stale":
      return { text: closedDo.readAgain, intent: { do: "readAgain" } };
    case "other-record":
      return view.otherRecord === null
        ? null
        : { text: closedDo.goTo(familyOf(view.otherRecord)), intent: { do: "goToOpenRecord" } };
    case "second-view":
      return { text: closedDo.here, intent: { do: "continueHere" } };
    case "no-record-link":
      return { text: closedDo.link, intent: { do: "linkConversation" } };
    case "loading":
    case "candidate":
    case "left":
    case "not-encrypted":
    case "starting":
      return null;
    default:
      return view.reason satisfies never;
  }
}

/** In the place of the field: why nothing can be sent, what is kept, one way on. */
export function renderClosed(view: ClosedView, words: Words, intent: (intent: Intent) => void): TemplateResult {
  const { closed, closedWhy, draftKept } = words.write;
  const title =
    view.reason === "other-record"
      ? closed["other-record"](view.otherRecord === null ? "" : nameOf(view.otherRecord, words))
      : closed[view.reason];
  const way = wayFrom(view, words);
  return html`<div class="closed" role="group" aria-labelledby="closed">
    ${icon(view.reason === "left" ? "none" : "lock")}
    <div class="words">
      <b id="closed">${title}</b>${closedWhy[view.reason]}${view.draftKept ? html` ${draftKept}` : nothing}
    </div>
    ${
      way === null
        ? nothing
        : html`<button
            class="link"
            @click=${() => {
              intent(way.intent);
            }}
          >
            ${way.text}
          </button>`
    }
  </div>`;
}
