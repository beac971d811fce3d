import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ComposerView, Intent, PanelView } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { panelStyles } from "./panel-styles.ts";
import { railStyles, type Rail } from "./rail-styles.ts";
import { nextRegion } from "./regions.ts";
import "../conversation/conversation.ts";
import "../conversation/dialogs.ts";
import "../conversation/drop-zone.ts";
import "./announcer.ts";
import "./conflict-page.ts";
import "./find-people.ts";
import "./lists.ts";
import "./notices.ts";
import "./plate.ts";
import "./recovery-enter.ts";
import "./recovery-setup.ts";
import "./sign-in.ts";
import "./strip.ts";
import "./top-bar.ts";

/** The whole of Konsil in a frame: bar, plate, strip, banner, page. Draws a {@link PanelView}, knows nothing else. */
@customElement("konsil-panel")
export class KonsilPanel extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;

  static override styles = [controlStyles, railStyles, panelStyles];

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get("view");
    const now = this.view;
    if (!before || !now || before.context === now.context) return;
    // A switch of patient never leaves the caret in a composer of the new one.
    const wasFor = "reading" in before.context ? before.context.reading.key : "";
    const isFor = "reading" in now.context ? now.context.reading.key : "";
    const active = this.shadowRoot?.activeElement;
    if (wasFor !== isFor && active?.localName === "konsil-conversation") {
      this.renderRoot.querySelector<HTMLElement>("#plate")?.focus();
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { session } = view;
    const ready = session.state === "ready";
    const waiting = view.allConversations.reduce((sum, one) => sum + one.notSent.waiting + one.notSent.asking, 0);
    return html`<aside
      class="panel"
      aria-label=${this.words.bar.panel}
      lang=${this.locale}
      @keydown=${this.#onKey}
      @konsil-intent=${this.#onIntent}
    >
      <konsil-bar
        data-region
        .self=${"account" in session ? session.account.self : null}
        .waiting=${waiting}
        .unread=${view.unreadTotal + view.invitations.length}
        ?closable=${view.closable}
        ?ready=${ready}
        .locale=${this.locale}
      ></konsil-bar>
      ${ready ? this.#bound(view) : this.#unbound(view)}
      <konsil-dialogs .view=${view.dialog} .locale=${this.locale}></konsil-dialogs>
      <konsil-toast
        class=${view.screen.at === "conversation" ? "above" : ""}
        .view=${view.toast}
        .locale=${this.locale}
      ></konsil-toast>
      <konsil-announcer .view=${view} .locale=${this.locale}></konsil-announcer>
      ${this.#dropZone(view)}
    </aside>`;
  }

  /** Sign-in, recovery, start: nothing about a patient can be seen or sent here. */
  #unbound(view: PanelView): TemplateResult {
    const { session } = view;
    switch (session.state) {
      case "signed-out":
        return html`<konsil-sign-in data-region .view=${view} .locale=${this.locale}></konsil-sign-in>`;
      case "needs-recovery-setup":
        return html`<konsil-recovery-setup data-region .view=${view} .locale=${this.locale}></konsil-recovery-setup>`;
      case "needs-recovery-key":
        return html`<konsil-recovery-enter data-region .view=${view} .locale=${this.locale}></konsil-recovery-enter>`;
      case "blocked": {
        const { what, then } = this.words.errors[session.code];
        const canReload = ["reload-needed", "worker-failed", "user-changed"].includes(session.code);
        return html`<div class="page blocked" role="alert" data-region>
          <h1>${what}</h1>
          <p>${then}</p>
          ${
            canReload
              ? html`<button class="button main" @click=${() => this.intent({ do: "reload" })}>
                  ${this.words.blocked.reload}
                </button>`
              : nothing
          }
        </div>`;
      }
      case "starting":
      case "ready":
        return html`<p class="starting" role="status">${icon("loading")}${this.words.blocked.starting}</p>`;
      default:
        return session satisfies never;
    }
  }

  #bound(view: PanelView): TemplateResult {
    const other = view.screen.at === "conversation" ? (view.conversation?.otherRecord ?? null) : null;
    const rail: Rail = other ? "closed" : view.context.state;
    return html`<div class="bound" data-rail=${rail} data-reach=${isAboutRecord(view) ? "page" : "plate"}>
      <div class="rail" aria-hidden="true"></div>
      <section id="plate" data-region tabindex="-1" aria-label=${this.words.plate.section}>
        <konsil-plate
          .context=${view.context}
          .other=${other?.about ?? null}
          .practice=${view.practiceName}
          .locale=${this.locale}
        ></konsil-plate>
        <konsil-strip
          .context=${view.context}
          .other=${other}
          .similar=${view.similar}
          ?hostSilent=${view.hostSilent}
          .locale=${this.locale}
        ></konsil-strip>
      </section>
      <konsil-banner data-region .view=${view.banner} .locale=${this.locale}></konsil-banner>
      <div class="slot">${this.#page(view)}</div>
    </div>`;
  }

  #page(view: PanelView): TemplateResult {
    const { context, screen } = view;
    // While it is unclear who is open nothing of the patient before stands on the screen.
    if (screen.at !== "all" && context.state === "loading") return this.#moment(view);
    if (screen.at !== "all" && context.state === "conflict") {
      return html`<konsil-conflict data-region .readings=${context.readings} .locale=${this.locale}></konsil-conflict>
        ${this.#closed(view, this.words.conflict.closed)}`;
    }
    switch (screen.at) {
      case "record":
      case "all":
        return html`<konsil-lists data-region .view=${view} .which=${screen.at} .locale=${this.locale}></konsil-lists>`;
      case "new":
        return html`<konsil-find-people data-region .view=${view} .locale=${this.locale}></konsil-find-people>`;
      case "conversation":
        return view.conversation
          ? html`<konsil-conversation
              data-region
              .view=${view.conversation}
              .locale=${this.locale}
              .openedByHand=${this.#openedByHand === screen.roomId}
            ></konsil-conversation>`
          : html`<p class="starting" role="status">${icon("loading")}${this.words.list.loading}</p>`;
      default:
        return screen satisfies never;
    }
  }

  /** What cannot be sent now, and that what was written is kept, where something was written. */
  #closed(view: PanelView, title: string): TemplateResult {
    const isKept = hasDraft(view.conversation?.composer);
    return html`<p class="closed">
      ${icon("lock")}<span><b>${title}</b>${isKept ? this.words.moment.draftKept : this.words.plate.conflictHint}</span>
    </p>`;
  }

  #moment(view: PanelView): TemplateResult {
    const { moment } = this.words;
    return html`<div class="page centred" data-region>
        <h2>${moment.title}</h2>
        <p>${moment.text}</p>
        <button class="link" @click=${() => this.intent({ do: "show", screen: { at: "all" } })}>
          ${icon("chats", "s")}${moment.all}
        </button>
      </div>
      ${this.#closed(view, moment.sendClosed)}`;
  }

  #dropZone(view: PanelView): TemplateResult | typeof nothing {
    if (view.dropZone === "hidden") return nothing;
    const conversation = view.conversation?.conversation;
    return html`<konsil-drop-zone
      .state=${view.dropZone}
      .about=${conversation?.binding?.patient ?? null}
      .to=${conversation?.title ?? ""}
      .organisation=${conversation?.organisation ?? ""}
      .locale=${this.locale}
    ></konsil-drop-zone>`;
  }

  /** The conversation that the person opened by an act of theirs; opening a chart is none (safety M5). */
  #openedByHand: string | null = null;

  readonly #onIntent = (event: CustomEvent<Intent>): void => {
    const intent = event.detail;
    if (intent.do === "show") this.#openedByHand = intent.screen.at === "conversation" ? intent.screen.roomId : null;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "F6") {
      event.preventDefault();
      nextRegion(this.renderRoot, event.shiftKey ? -1 : 1);
    }
    const wantsSearch = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (wantsSearch && this.view?.session.state === "ready") {
      event.preventDefault();
      this.intent({ do: "show", screen: { at: "new" } });
    }
  };
}

function hasDraft(composer: ComposerView | undefined): boolean {
  switch (composer?.state) {
    case undefined:
      return false;
    case "open":
      return composer.draft.text.trim() !== "";
    case "closed":
      return composer.draftKept;
    case "elsewhere":
      return true;
    default:
      return composer satisfies never;
  }
}

/** Whether the page belongs to the patient on the plate: the rail then runs along it, down to the composer. */
function isAboutRecord({ context, screen, conversation }: PanelView): boolean {
  switch (screen.at) {
    case "all":
      return false;
    case "record":
      return context.state !== "fromConversation";
    case "new":
      return context.state === "confirmed";
    case "conversation":
      if (context.state === "loading" || context.state === "conflict") return true;
      return conversation !== null && conversation.conversation.binding !== null;
    default:
      return screen satisfies never;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-panel": KonsilPanel;
  }
}
