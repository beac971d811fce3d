import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import type { MessageRow, Person, Transfer } from "@konsil/protocol";
import { renderCaseHeader } from "./case-header.ts";
import { controlStyles } from "../base/control-styles.ts";
import { clockTime } from "./format-time.ts";
import { bodyPhrase, renderBody, renderQuote, type BodyView } from "./message-body.ts";
import { messageRowStyles } from "./message-row-styles.ts";
import { noticePhrase, renderNotice } from "./notice-line.ts";
import type { Picture } from "./picture.ts";
import type { PlannedRow } from "./plan-rows.ts";
import { renderSendLine, sendClass, sendPhrase } from "./send-line.ts";
import { avatar, avatarStyles } from "../base/avatar.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { plainShownText } from "./shown-text.ts";
import { renderShownText } from "./shown-text-template.ts";
import { Ticker } from "../base/ticker.ts";

/** Longest text in the name of a row; the whole text is read from the row itself. */
const PHRASE_LENGTH = 400;

/** One row of the timeline: a message, the case header, or a notice. An `article` with sender, text, time and state. */
@customElement("konsil-message-row")
export class KonsilMessageRow extends KonsilElement {
  @property({ attribute: false }) plan: PlannedRow | null = null;
  @property({ attribute: false }) picture: Picture | undefined = undefined;
  @property({ attribute: false }) transfer: Transfer | undefined = undefined;
  /** The current row of its timeline: it and its buttons are in the tab order. */
  @property({ type: Boolean }) current = false;
  /** Whether an answer can be written at all. */
  @property({ type: Boolean }) answerable = false;
  /** Milliseconds since the epoch; tests set it. */
  @property({ attribute: false }) clock: () => number = () => Date.now();

  static override styles = [controlStyles, avatarStyles, messageRowStyles];
  #holdMs = 0;

  constructor() {
    super();
    new Ticker(this, 250, () => this.#message()?.send?.at === "held");
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const send = this.#message()?.send;
    if (send?.at === "held") this.#holdMs = Math.max(this.#holdMs, send.notBefore - this.clock());
    else this.#holdMs = 0;
    this.setAttribute("role", "article");
    this.tabIndex = this.current ? 0 : -1;
    this.ariaLabel = this.#phrase();
  }

  /** Done when the tile inside is done: the timeline measures rows only then. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.renderRoot.querySelector<KonsilElement>("konsil-file-tile")?.updateComplete;
    return done;
  }

  override render(): TemplateResult | typeof nothing {
    const { plan } = this;
    if (plan === null) return nothing;
    return plan.row.kind === "notice" ? renderNotice(plan.row, this.words) : this.#renderMessage(plan, plan.row);
  }

  #renderMessage(plan: PlannedRow, row: MessageRow): TemplateResult {
    const sending = sendClass(row.send);
    if (row.body.kind === "caseHeader") {
      return html`${renderCaseHeader({
        body: row.body,
        sender: row.sender,
        time: clockTime(row.at, this.locale),
        locale: this.locale,
        words: this.words,
        state: sending === "gone-out" ? nothing : html`, ${sendPhrase(row, this.clock(), this.locale, this.words)}`,
      })}${row.send?.at === "failed" ? this.#renderSendLine(row, plan.newestSent) : nothing}`;
    }
    const classes = {
      row: true,
      first: plan.first,
      own: row.own,
      gone: row.body.kind === "redacted",
      [sending]: row.own,
    };
    return html`<div class=${classMap(classes)}>
      ${row.own ? nothing : html`<div class="gutter">${plan.first ? avatar(row.sender, "s") : nothing}</div>`}
      <div class="block">
        ${plan.first && !row.own ? this.#renderSender(row.sender) : nothing}
        <div class="bubble-box">
          <div class="bubble">
            ${sending === "failed" ? html`<span class="hatch" aria-hidden="true"></span>` : nothing}${
              row.reply === null ? nothing : renderQuote(row.reply, this.words)
            }${renderBody(this.#bodyView(row))}
          </div>
          ${this.canAnswer() ? this.#renderActions(row) : nothing}
        </div>
        ${this.#renderReactions(row)} ${row.own ? this.#renderSendLine(row, plan.newestSent) : nothing}
      </div>
    </div>`;
  }

  /** An answer needs a message that has an event and something readable in it. */
  canAnswer(): boolean {
    const row = this.#message();
    if (!this.answerable || row === undefined || row.eventId === null) return false;
    return row.body.kind !== "redacted" && row.body.kind !== "unreadable" && row.body.kind !== "caseHeader";
  }

  #renderSender(sender: Person): TemplateResult {
    const kind =
      sender.shape === "bot"
        ? this.words.timeline.bot
        : sender.shape === "function"
          ? this.words.timeline.functionAccount
          : "";
    const where = sender.lookAlike
      ? `${sender.organisation}, ${this.words.talk.server(sender.server)}`
      : sender.organisation;
    return html`<div class="who">
      <span translate="no">${renderShownText(sender.name, this.words)}</span>
      <small translate="no">${[kind, where].filter((part) => part !== "").join(", ")}</small>
    </div>`;
  }

  #renderActions(row: MessageRow): TemplateResult {
    const label = this.words.talk.answer;
    return html`<div class="actions">
      <button
        class="tool"
        aria-label=${label}
        title=${label}
        tabindex=${this.current ? 0 : -1}
        @click=${() => {
          this.intent({ do: "replyTo", key: row.key });
        }}
      >
        ${icon("reply")}
      </button>
    </div>`;
  }

  #renderReactions(row: MessageRow): TemplateResult | typeof nothing {
    if (row.reactions.length === 0) return nothing;
    const words = this.words.timeline;
    return html`<ul class="reactions" aria-label=${words.reactions}>
      ${row.reactions.map(
        ({ emoji, count, own }) =>
          html`<li class=${own ? "mine" : ""}>
            <span aria-hidden="true">${plainShownText(emoji).slice(0, 32)} ${count}</span>
            <span class="unseen">${own ? words.reactionOwn(emoji, count) : words.reaction(emoji, count)}</span>
          </li>`,
      )}
    </ul>`;
  }

  #renderSendLine(row: MessageRow, newestSent: boolean): TemplateResult | typeof nothing {
    return renderSendLine({
      row,
      newestSent,
      locale: this.locale,
      words: this.words,
      now: this.clock(),
      holdMs: this.#holdMs,
      tabIndex: this.current ? 0 : -1,
      intent: (intent) => {
        this.intent(intent);
      },
    });
  }

  #bodyView(row: MessageRow): BodyView {
    return {
      row,
      locale: this.locale,
      words: this.words,
      now: this.clock(),
      tabIndex: this.current ? 0 : -1,
      picture: this.picture,
      transfer: this.transfer,
      meta: this.#renderMeta(row),
    };
  }

  /** Time at the end of the last line, only for what has left or arrived: nothing looks sent before it is (see SPEC). */
  #renderMeta(row: MessageRow): TemplateResult | typeof nothing {
    if (sendClass(row.send) !== "gone-out") return nothing;
    const time =
      row.editedAt === null
        ? clockTime(row.at, this.locale)
        : this.words.talk.edited(clockTime(row.editedAt, this.locale));
    return html`<span class="meta"
      >${time}${row.own ? html`${icon("check", "s")}<span class="unseen">${this.words.timeline.sent}</span>` : nothing}</span
    >`;
  }

  #phrase(): string {
    const { plan } = this;
    if (plan === null) return "";
    if (plan.row.kind === "notice") return noticePhrase(plan.row, this.words);
    const { row } = plan;
    const now = this.clock();
    const text = plainShownText(bodyPhrase({ row, now, locale: this.locale, words: this.words }));
    const short = text.length > PHRASE_LENGTH ? `${text.slice(0, PHRASE_LENGTH)} …` : text;
    const sender = row.own ? this.words.talk.you : plainShownText(row.sender.name);
    const state = row.own ? sendPhrase(row, now, this.locale, this.words) : "";
    return this.words.timeline.row(sender, short, clockTime(row.at, this.locale), state);
  }

  #message(): MessageRow | undefined {
    return this.plan?.row.kind === "message" ? this.plan.row : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-message-row": KonsilMessageRow;
  }
}
