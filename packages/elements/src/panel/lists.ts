import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Conversation, PanelView } from "@konsil/protocol";
import { controlStyles } from "../conversation/control-styles.ts";
import { avatarStyles, icon, KonsilElement } from "../conversation/shim.ts";
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
    const hasRecord = view.context.state === "confirmed";
    const invitations = html`<konsil-invitations
      .invitations=${view.invitations}
      .locale=${this.locale}
    ></konsil-invitations>`;
    if (this.which === "all" || !hasRecord) return html`${invitations}${this.#all(view)}`;
    return html`${invitations}${this.#record(view)}${this.#outside(view)}`;
  }

  #record(view: PanelView): TemplateResult {
    const { list } = this.words;
    const add = html`<button class="button" @click=${this.#add}>${icon("plus", "s")}${list.add}</button>`;
    if (view.recordConversations.length === 0) {
      return html`<div class="empty">
        <h2>${list.emptyRecord}</h2>
        <p>${list.emptyRecordHint}</p>
        <button class="button main" @click=${this.#add}>${icon("plus", "s")}${list.start}</button>
      </div>`;
    }
    return html`<div class="head">
        <h2>${list.record}</h2>
        ${add}
      </div>
      ${this.#rows(view.recordConversations, false)}`;
  }

  #outside(view: PanelView): TemplateResult {
    const { list } = this.words;
    return html`<div class="head"><h2>${list.outside}</h2></div>
      <ul>
        <li>
          <button class="row" @click=${() => this.intent({ do: "show", screen: { at: "all" } })}>
            <span>${icon("chats")}</span>
            <span><span class="title">${list.all}</span><span class="where">${list.allHint}</span></span>
            <span class="side"
              >${view.unreadTotal > 0 ? html`<span class="count">${view.unreadTotal}</span>` : nothing}</span
            >
          </button>
        </li>
      </ul>`;
  }

  #all(view: PanelView): TemplateResult {
    const { list } = this.words;
    if (view.allConversations.length === 0) {
      return html`<div class="empty">
        <h2>${list.emptyAll}</h2>
        <p>${list.emptyAllHint}</p>
        <button class="button main" @click=${this.#add}>${icon("plus", "s")}${list.start}</button>
      </div>`;
    }
    return html`<div class="head">
        <h2>${list.all}</h2>
        <button class="button" @click=${this.#add}>${icon("plus", "s")}${list.add}</button>
      </div>
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

declare global {
  interface HTMLElementTagNameMap {
    "konsil-lists": KonsilLists;
  }
}
