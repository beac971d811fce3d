import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Conversation, ConversationView, MessageRow, TimelineRow } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { avatar, avatarStyles } from "../base/avatar.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import "./composer.ts";
import { conversationStyles } from "./conversation-styles.ts";
import "./timeline.ts";

/** An open conversation: bar, timeline, composer. */
@customElement("konsil-conversation")
export class KonsilConversation extends KonsilElement {
  @property({ attribute: false }) view: ConversationView | null = null;
  @property({ type: Boolean }) openedByHand = false;
  @property({ attribute: false }) clock: () => number = () => Date.now();

  static override styles = [controlStyles, avatarStyles, conversationStyles];

  /** Puts the caret into the field, if the composer is open. */
  focusField(): void {
    this.renderRoot.querySelector("konsil-composer")?.focusField();
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === null) return nothing;
    return html`${this.#renderBar(view.conversation)}
      <konsil-timeline
        .view=${view}
        .locale=${this.locale}
        .clock=${this.clock}
        .openedByHand=${this.openedByHand}
        @keydown=${this.#onKey}
      ></konsil-timeline>
      <konsil-composer
        .view=${view.composer}
        .locale=${this.locale}
        @keydown=${this.#onKey}
        @pointerdown=${this.#act}
      ></konsil-composer>`;
  }

  #renderBar(conversation: Conversation): TemplateResult {
    const { talk } = this.words;
    return html`<header>
        <button
          class="tool"
          aria-label=${talk.back}
          title=${talk.back}
          @click=${() => {
            this.intent({ do: "back" });
          }}
        >
          ${icon("back")}
        </button>
        <span class="shape">${avatar({ name: conversation.title, shape: conversation.shape }, "s")}</span>
        <div class="names">
          <h2 title=${conversation.title} translate="no">${conversation.title}</h2>
          ${
            conversation.encryption === "no"
              ? nothing
              : html`<p class="where">
                  ${
                    conversation.encryption === "yes"
                      ? html`${icon("lock", "s")}<span class="unseen">${talk.encrypted}, </span>`
                      : nothing
                  }<span class="cut" translate="no"
                    >${talk.people(conversation.organisation, conversation.memberCount)}</span
                  >
                </p>`
          }
        </div>
      </header>
      ${conversation.encryption === "no" ? html`<p class="open-room">${icon("warn", "s")}${talk.unencrypted}</p>` : nothing}`;
  }

  readonly #act = (): void => {
    this.renderRoot.querySelector("konsil-timeline")?.act();
  };

  /** Ctrl+Z takes back what is still held, but only with an empty field or the row under the focus (safety M3). */
  readonly #onKey = (event: KeyboardEvent): void => {
    this.#act();
    const isUndo =
      event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || event.repeat) return;
    const timeline = this.renderRoot.querySelector("konsil-timeline");
    const composer = this.renderRoot.querySelector("konsil-composer");
    const focused = event.currentTarget === timeline ? timeline?.focusedRow : undefined;
    const row =
      event.currentTarget === timeline ? focused : composer?.isEmpty === true ? this.#newestHeld() : undefined;
    if (row === undefined || !isHeld(row)) return;
    event.preventDefault();
    this.intent({ do: "takeBack", key: row.key });
  };

  #newestHeld(): TimelineRow | undefined {
    return this.view?.rows.findLast(isHeld);
  }
}

function isHeld(row: TimelineRow): row is MessageRow {
  return row.kind === "message" && row.own && row.send?.at === "held";
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-conversation": KonsilConversation;
  }
}
