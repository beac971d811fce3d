import { html, nothing, type TemplateResult } from "lit";
import type { IconName, Words } from "@konsil/look";
import type { FileBody, Intent, Locale, MessageRow, SendState } from "@konsil/protocol";
import { formatSize } from "./format-size.ts";
import { ageTitle } from "./format-time.ts";
import { icon } from "../base/icon.ts";

/** The class of a row by its send state: full, dashed (not gone yet), dotted (at work), hatched (failed). */
export function sendClass(send: SendState | null): "gone-out" | "waiting" | "working" | "failed" {
  switch (send?.at) {
    case undefined:
    case "sent":
      return "gone-out";
    case "securing":
    case "held":
    case "queued":
    case "asking":
      return "waiting";
    case "encrypting":
    case "uploading":
    case "sending":
      return "working";
    case "failed":
      return "failed";
    default:
      return send satisfies never;
  }
}

export interface SendLine {
  readonly row: MessageRow;
  readonly locale: Locale;
  readonly words: Words;
  readonly now: number;
  /** Milliseconds that the hold lasts in all, for the ring. */
  readonly holdMs: number;
  readonly newestSent: boolean;
  /** 0 when the row is the current one of its timeline, else -1. */
  readonly tabIndex: 0 | -1;
  readonly intent: (intent: Intent) => void;
}

/** What stands under an own message: its state in a word, and what can be done about it. */
export function renderSendLine(line: SendLine): TemplateResult | typeof nothing {
  const { row, words } = line;
  const send = row.send;
  if (send === null) return nothing;
  switch (send.at) {
    case "securing":
      return under(state("loading", words.send.securing));
    case "held":
      return renderHeld(line, send.notBefore);
    case "queued":
      return under(html`${state("clock", words.send.queued)} ${takeBack(line)}`);
    case "encrypting":
      return under(state("loading", words.send.encrypting));
    case "uploading":
      return nothing; // The tile itself shows the bar.
    case "sending":
      return under(state("loading", words.send.sending));
    case "sent":
      return line.newestSent ? under(html`<span>${words.send.sent}</span>`) : nothing;
    case "asking":
      return renderAsking(line, askWords(send, line));
    case "failed":
      return renderFailed(line, send);
    default:
      return send satisfies never;
  }
}

/** The state of an own message as one phrase, for the name of its row. */
export function sendPhrase(row: MessageRow, now: number, locale: Locale, words: Words): string {
  const send = row.send;
  if (send === null) return "";
  switch (send.at) {
    case "securing":
      return words.send.securing;
    case "held":
      return words.send.takeBack;
    case "queued":
      return words.send.queued;
    case "encrypting":
      return words.send.encrypting;
    case "uploading":
    case "sending":
      return words.send.sending;
    case "sent":
      return words.timeline.sent;
    case "asking":
      return askWords(send, { words, now });
    case "failed":
      return failedWords(send, row, locale, words);
    default:
      return send satisfies never;
  }
}

function renderHeld(line: SendLine, notBefore: number): TemplateResult {
  const { row, words } = line;
  const leftMs = Math.max(0, notBefore - line.now);
  const left = Math.round((leftMs / Math.max(1, line.holdMs)) * 100);
  return under(
    html`<span
        ><svg class="ring" viewBox="0 0 20 20" aria-hidden="true">
          <circle class="track" cx="10" cy="10" r="7"></circle>
          <circle class="left" cx="10" cy="10" r="7" pathLength="100" .style=${`--left:${String(left)}`}></circle></svg
        >${words.send.held(Math.ceil(leftMs / 1000))}</span
      ><button
        class="link small"
        tabindex=${line.tabIndex}
        @click=${() => {
          line.intent({ do: "sendNow", key: row.key });
        }}
      >
        ${words.send.now}</button
      >${takeBack(line)}`,
  );
}

function renderAsking(line: SendLine, question: string): TemplateResult {
  const { row, words } = line;
  return html`${under(state("clock", question))}${under(
    html`${discard(line, "link quiet small", words.send.discard)}
      <button
        class="button small"
        tabindex=${line.tabIndex}
        @click=${() => {
          line.intent({ do: "retry", key: row.key });
        }}
      >
        ${words.send.yes}
      </button>`,
  )}`;
}

function renderFailed(line: SendLine, send: Extract<SendState, { at: "failed" }>): TemplateResult {
  const { row, words } = line;
  const isFile = isFileBody(row.body);
  const actions = send.canRetry
    ? html`${discard(line, "link quiet small", words.send.discard)}
        <button
          class="button small"
          tabindex=${line.tabIndex}
          @click=${() => {
            line.intent({ do: "retry", key: row.key });
          }}
        >
          ${icon("retry", "s")}${words.send.again}
        </button>`
    : discard(line, "button small", isFile ? words.send.remove : words.send.discard);
  return html`<div class="under stop">${state("warn", failedWords(send, row, line.locale, words))}</div>
    ${under(actions)}`;
}

function askWords(
  send: Extract<SendState, { at: "asking" }>,
  { words, now }: { readonly words: Words; readonly now: number },
): string {
  return send.reason === "old"
    ? words.send.ask.old(ageTitle(now - send.createdAt, words))
    : words.send.ask[send.reason]();
}

function failedWords(
  send: Extract<SendState, { at: "failed" }>,
  row: MessageRow,
  locale: Locale,
  words: Words,
): string {
  if (send.code === "file-too-large" && send.limitBytes !== undefined && isFileBody(row.body)) {
    return words.send.tooLarge(formatSize(row.body.sizeBytes, locale), formatSize(send.limitBytes, locale));
  }
  return words.send.failed(words.errors[send.code].what);
}

export function isFileBody(body: MessageRow["body"]): body is FileBody {
  return body.kind === "file" || body.kind === "image" || body.kind === "audio" || body.kind === "video";
}

const under = (content: TemplateResult) => html`<div class="under">${content}</div>`;
const state = (name: IconName, text: string) => html`<span>${icon(name, "s")}${text}</span>`;

function takeBack(line: SendLine): TemplateResult {
  return html`<button
    class="button small"
    tabindex=${line.tabIndex}
    @click=${() => {
      line.intent({ do: "takeBack", key: line.row.key });
    }}
  >
    ${icon("undo", "s")}${line.words.send.takeBack}
  </button>`;
}

function discard(line: SendLine, kind: string, text: string): TemplateResult {
  return html`<button
    class=${kind}
    tabindex=${line.tabIndex}
    @click=${() => {
      line.intent({ do: "discard", key: line.row.key });
    }}
  >
    ${text}
  </button>`;
}
