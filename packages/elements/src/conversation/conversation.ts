import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Conversation, ConversationView, MessageRow, TimelineRow } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { avatar, avatarStyles } from "../base/avatar.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import "./composer.ts";
import "./timeline.ts";

/** An open conversation: bar, timeline, composer. */
@customElement("konsil-conversation")
export class KonsilConversation extends KonsilElement {
  @property({ attribute: false }) view: ConversationView | null = null;
  @property({ type: Boolean }) openedByHand = false;
  @property({ attribute: false }) clock: () => number = () => Date.now();

  static override styles = [controlStyles, avatarStyles, conversationStyles()];

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

function conversationStyles(): ReturnType<typeof css> {
  return css`
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
      container-type: inline-size;
    }
    konsil-timeline {
      flex: 1;
    }
    header {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 48px;
      padding: 4px 6px 4px 4px;
      flex: none;
      background: var(--k-surface);
      border-bottom: var(--k-line-width) solid var(--k-line);
    }
    .names {
      flex: 1;
      min-width: 0;
    }
    h2 {
      font: 600 0.875rem/1.25rem var(--k-font);
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .where {
      display: flex;
      align-items: center;
      gap: 4px;
      font: var(--k-text-meta);
      color: var(--k-ink-3);
      white-space: nowrap;
    }
    .where .i {
      width: 14px;
      height: 14px;
    }
    .cut {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .open-room {
      display: flex;
      gap: 8px;
      padding: 8px 12px;
      flex: none;
      font: var(--k-text-small);
      color: var(--k-check-ink);
      background: var(--k-check-bg);
      border-bottom: var(--k-line-width) solid var(--k-check-line);
    }
    @container (max-width: 346px) {
      .shape {
        display: none;
      }
    }
    @media (max-height: 599px) {
      .where {
        display: none;
      }
      header {
        min-height: 40px;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-conversation": KonsilConversation;
  }
}
