import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { Locale, MessageBody, MessageRow, ReplyQuote, Transfer } from "@konsil/protocol";
import { momentTitle } from "./format-time.ts";
import type { Picture } from "./picture.ts";
import { isFileBody } from "./send-line.ts";
import { icon } from "../base/icon.ts";
import { renderShownText } from "./shown-text-template.ts";
import "./file-tile.ts";

export interface BodyView {
  readonly row: MessageRow;
  readonly locale: Locale;
  readonly words: Words;
  readonly now: number;
  readonly tabIndex: 0 | -1;
  readonly picture: Picture | undefined;
  readonly transfer: Transfer | undefined;
  /** Time and check, at the end of the last line. */
  readonly meta: TemplateResult | typeof nothing;
}

/** What is inside the bubble. The case header is no bubble, see `case-header.ts`. */
export function renderBody(view: BodyView): TemplateResult {
  const { body } = view.row;
  if (isFileBody(body)) {
    return html`<konsil-file-tile
      .row=${view.row}
      .file=${body}
      .locale=${view.locale}
      .picture=${view.picture}
      .transfer=${view.transfer}
      .reach=${view.tabIndex}
      ?own=${view.row.own}
      >${view.meta}</konsil-file-tile
    >`;
  }
  switch (body.kind) {
    case "text":
      return view.row.sender.shape === "bot"
        ? html`<div class="bot-line">
              ${icon("bot")}
              <div>${messageText(body.text, view)}</div>
            </div>
            ${view.meta}`
        : html`${messageText(body.text, view)}${view.meta}`;
    case "redacted":
      return html`<div class="with-icon">${icon("trash", "s")}<span>${redactedTitle(body, view)}</span></div>`;
    case "unreadable": {
      const then = view.words.talk.unreadableThen[body.cause];
      return html`<div class="with-icon">
          ${icon("key")}
          <div>${view.words.talk.unreadable[body.cause]}${then === "" ? nothing : html`<small>${then}</small>`}</div>
        </div>
        ${view.meta}`;
    }
    case "unsupported":
      return html`<div class="with-icon">
          ${icon("info")}
          <div>
            ${view.words.talk.unsupported}${
              body.text === ""
                ? nothing
                : html`<small class="text" translate="no" dir="auto">${renderShownText(body.text, view.words)}</small>`
            }
          </div>
        </div>
        ${view.meta}`;
    case "caseHeader":
      return html`${messageText(body.text, view)}${view.meta}`;
    default:
      return body satisfies never;
  }
}

/** The quoted message, drawn from the event it points to (safety M6). */
export function renderQuote(reply: ReplyQuote, words: Words): TemplateResult {
  if (reply.state === "not-loaded")
    return html`<div class="quote"><span class="one">${words.talk.quoteMissing}</span></div>`;
  return html`<div class="quote" role="group" aria-label=${words.timeline.answers(reply.sender.name)}>
    <b translate="no">${reply.sender.name}</b
    ><span class="one" translate="no" dir="auto">${renderShownText(firstLine(reply.text), words)}</span
    >${reply.edited ? html`<small>${words.talk.quoteEdited}</small>` : nothing}
  </div>`;
}

/** The text of a row for its name: what is shown, not what came over the wire. */
export function bodyPhrase(view: Pick<BodyView, "row" | "now" | "locale" | "words">): string {
  const { words } = view;
  const { body } = view.row;
  if (isFileBody(body)) {
    const name = body.kind === "image" ? words.timeline.picture(body.name) : words.timeline.file(body.name);
    return body.caption === "" ? name : `${name}, ${body.caption}`;
  }
  switch (body.kind) {
    case "text":
    case "caseHeader":
      return body.text;
    case "redacted":
      return redactedTitle(body, view);
    case "unreadable":
      return words.talk.unreadable[body.cause];
    case "unsupported":
      return words.talk.unsupported;
    default:
      return body satisfies never;
  }
}

function messageText(text: string, view: BodyView): TemplateResult {
  return html`<span class="text" translate="no" dir="auto">${renderShownText(text, view.words)}</span>`;
}

function redactedTitle(
  body: Extract<MessageBody, { kind: "redacted" }>,
  view: Pick<BodyView, "now" | "locale" | "words">,
): string {
  return view.words.talk.redacted(body.by?.name ?? "", momentTitle(body.at, view.now, view.locale, view.words));
}

function firstLine(text: string): string {
  return text.trimStart().slice(0, 300).replaceAll(/\s+/gu, " ");
}
