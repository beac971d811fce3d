import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Conversation, PanelView } from "@konsil/protocol";
import { avatarStyles } from "../base/avatar.ts";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { renderConversationRow } from "./conversation-row.ts";
import { listStyles } from "./list-styles.ts";
import "./invitations.ts";

/** The conversations about the open record, or all of them. */
@customElement("konsil-lists")
export class KonsilLists extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;
  @property() which: "record" | "all" = "record";

  static override styles = [controlStyles, avatarStyles, listStyles];

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    if (!view.roomsKnown) return html`<p class="head" role="status">${this.words.list.loading}</p>`;
    const invitations = html`<konsil-invitations
      .invitations=${view.invitations}
      .locale=${this.locale}
    ></konsil-invitations>`;
    if (this.which === "all" || !isRecordOpen(view)) return html`${this.#all(view, invitations)}`;
    return html`${invitations}${this.#record(view)}${this.#outside(view)}`;
  }

  #record(view: PanelView): TemplateResult {
    const { list } = this.words;
    const add = html`<button class="button" @click=${this.#add}>${icon("plus", "s")}${list.add}</button>`;
    const { state } = view.context;
    if (view.recordConversations.length === 0 && (state === "candidate" || state === "stale")) {
      return html`<div class="empty">
        <h2>${state === "candidate" ? list.confirmFirst : list.staleFirst}</h2>
        <p>${list.confirmFirstHint}</p>
      </div>`;
    }
    if (view.recordConversations.length === 0) {
      return html`<div class="empty">
        <h2>${list.emptyRecord}</h2>
        <p>${list.emptyRecordHint}</p>
        <button class="button main" @click=${this.#add}>${icon("plus", "s")}${list.start}</button>
      </div>`;
    }
    return html`<div class="head">
        <h2>${list.record}</h2>
        ${state === "confirmed" ? add : nothing}
      </div>
      ${this.#rows(view.recordConversations, false)}`;
  }

  #outside(view: PanelView): TemplateResult {
    const { list } = this.words;
    return html`<div class="head"><h2>${list.outside}</h2></div>
      <ul>
        <li>
          <button class="row" @click=${() => this.intent({ do: "show", screen: { at: "all" } })}>
            <span class="avatar person" aria-hidden="true">${icon("chats")}</span>
            <span><span class="title">${list.all}</span><span class="where">${list.allHint}</span></span>
            <span class="side on">
              ${
                view.unreadTotal > 0
                  ? html`<span class="count" aria-hidden="true"
                        >${view.unreadTotal > 99 ? "99+" : view.unreadTotal}</span
                      ><span class="unseen">${list.unread(view.unreadTotal, false)}</span>`
                  : nothing
              }
              ${icon("next", "s")}
            </span>
          </button>
        </li>
      </ul>`;
  }

  #all(view: PanelView, invitations: TemplateResult): TemplateResult {
    const { list } = this.words;
    const back = isRecordOpen(view)
      ? html`<button
          class="tool"
          aria-label=${list.back}
          title=${list.back}
          @click=${() => this.intent({ do: "show", screen: { at: "record" } })}
        >
          ${icon("back")}
        </button>`
      : nothing;
    if (view.allConversations.length === 0) {
      return html`${
          back === nothing
            ? nothing
            : html`<div class="head top">
                ${back}
                <h2>${list.all}</h2>
              </div>`
        }${invitations}
        <div class="empty">
          <h2>${list.emptyAll}</h2>
          <p>${list.emptyAllHint}</p>
          <button class="button main" @click=${this.#add}>${icon("plus", "s")}${list.start}</button>
        </div>`;
    }
    return html`<div class="head top">
        ${back}
        <h2>${list.all}</h2>
        <button class="button" @click=${this.#add}>${icon("plus", "s")}${list.add}</button>
      </div>
      ${invitations}${view.invitations.length > 0 ? html`<div class="head"><h2>${list.talks}</h2></div>` : nothing}
      ${this.#rows(view.allConversations, true)}`;
  }

  #rows(conversations: readonly Conversation[], showsPatient: boolean): TemplateResult {
    const { view } = this;
    return html`<ul>
      ${repeat(
        conversations,
        (conversation) => conversation.roomId,
        (conversation) =>
          renderConversationRow(conversation, {
            words: this.words,
            locale: this.locale,
            hasDraft: view?.draftRooms.has(conversation.roomId) ?? false,
            showsPatient,
            intent: (intent) => this.intent(intent),
          }),
      )}
    </ul>`;
  }

  readonly #add = (): void => this.intent({ do: "show", screen: { at: "new" } });
}

/** A record is open, or was a moment ago: its page then never lists other patients. */
function isRecordOpen({ context }: PanelView): boolean {
  return context.state === "confirmed" || context.state === "candidate" || context.state === "stale";
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-lists": KonsilLists;
  }
}
