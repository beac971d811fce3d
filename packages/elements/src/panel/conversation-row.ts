import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { Conversation, Intent, Locale } from "@konsil/protocol";
import { clockTime } from "../conversation/format-time.ts";
import { birthDateOf, nameOf } from "../conversation/identity.ts";
import { avatar } from "../base/avatar.ts";
import { icon } from "../base/icon.ts";

export interface RowContext {
  readonly words: Words;
  readonly locale: Locale;
  readonly hasDraft: boolean;
  /** In the list of all: whom it is about. In the list of one record no patient's name stands in a row. */
  readonly showsPatient: boolean;
  readonly intent: (intent: Intent) => void;
}

/** A conversation in a list, as one button. */
export function renderConversationRow(conversation: Conversation, context: RowContext): TemplateResult {
  const { words, intent } = context;
  const { unread } = conversation;
  return html`<li>
    <button
      class="row ${unread.count > 0 ? "new" : ""}"
      @click=${() => intent({ do: "show", screen: { at: "conversation", roomId: conversation.roomId } })}
    >
      ${avatar({ name: conversation.title, shape: conversation.shape })}
      <span>
        <span class="title" translate="no">${conversation.title}</span>
        <span class="where" translate="no">${conversation.organisation}</span>
        ${context.showsPatient ? renderAbout(conversation, context) : nothing} ${renderPreview(conversation, context)}
      </span>
      <span class="side">
        ${conversation.lastAt > 0 ? html`<span>${lastTime(conversation.lastAt, context)}</span>` : nothing}
        ${
          unread.count > 0
            ? html`<span class="count" aria-hidden="true"
                  >${unread.atLeast ? words.list.atLeast(unread.count) : unread.count > 99 ? "99+" : unread.count}</span
                ><span class="unseen">${words.list.unread(unread.count, unread.atLeast)}</span>`
            : nothing
        }
      </span>
    </button>
  </li>`;
}

function renderAbout({ binding, organisation }: Conversation, { words, locale }: RowContext): TemplateResult {
  if (!binding) return html`<span class="about">${words.list.withoutPatient}</span>`;
  const { patient } = binding;
  const identity = `${nameOf(patient, words)}, ${words.plate.born} ${birthDateOf(patient.birthDate, locale, words)}`;
  const claim = binding.origin === "claimed" ? ` · ${words.list.claimed(organisation)}` : "";
  return html`<span class="about"><span translate="no">${words.list.about(identity)}</span>${claim}</span>`;
}

function renderPreview(conversation: Conversation, { words, hasDraft }: RowContext): TemplateResult {
  const { notSent, preview } = conversation;
  const text = html`<span translate="no">${preview}</span>`;
  if (notSent.failed > 0)
    return html`<span class="preview failed">${icon("warn", "s")}<b>${words.list.failed}</b>${text}</span>`;
  if (notSent.asking > 0)
    return html`<span class="preview">${icon("clock", "s")}<b>${words.list.asking}</b>${text}</span>`;
  if (conversation.membership === "leave")
    return html`<span class="preview">${icon("none", "s")}<span>${words.list.left}</span></span>`;
  if (hasDraft) return html`<span class="preview">${icon("pencil", "s")}<b>${words.list.draft}</b></span>`;
  if (notSent.waiting > 0) return html`<span class="preview">${icon("clock", "s")}${text}</span>`;
  if (preview === "") return html`<span class="preview"><span>${words.list.noMessage}</span></span>`;
  const who = conversation.previewOwn ? words.list.you : `${conversation.previewSender}:`;
  return html`<span class="preview"><span translate="no">${who} ${preview}</span></span>`;
}

const DAY_MS = 86_400_000;

function lastTime(at: number, { words, locale }: RowContext): string {
  const midnight = new Date().setHours(0, 0, 0, 0);
  if (at >= midnight) return clockTime(at, locale);
  if (at >= midnight - DAY_MS) return words.list.yesterday;
  return new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", {
    day: "2-digit",
    month: locale === "de" ? "2-digit" : "short",
  }).format(at);
}
