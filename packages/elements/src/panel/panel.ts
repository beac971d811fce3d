import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Intent, PanelView } from "@konsil/protocol";
import { controlStyles } from "../conversation/control-styles.ts";
import { icon, KonsilElement } from "../conversation/shim.ts";
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

  static override styles = [controlStyles, railStyles, panelStyles()];

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
    const ready = view.session.state === "ready";
    const self = view.session.state === "ready" ? view.session.account.self : null;
    return html`<div
      class="panel"
      role="complementary"
      aria-label=${this.words.bar.panel}
      lang=${this.locale}
      @keydown=${this.#onKey}
      @konsil-intent=${this.#onIntent}
    >
      <konsil-bar
        data-region
        .self=${self}
        .unread=${view.unreadTotal + view.invitations.length}
        ?closable=${view.closable}
        ?ready=${ready}
        .locale=${this.locale}
      ></konsil-bar>
      ${ready ? this.#bound(view) : this.#unbound(view)}
      <konsil-dialogs .view=${view.dialog} .locale=${this.locale}></konsil-dialogs>
      <konsil-toast .view=${view.toast} .locale=${this.locale}></konsil-toast>
      <konsil-announcer .view=${view} .locale=${this.locale}></konsil-announcer>
      ${this.#dropZone(view)}
    </div>`;
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
        const canReload = session.code === "reload-needed" || session.code === "worker-failed";
        return html`<div class="page" role="alert">
          <h2>${what}</h2>
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
        return html`<p class="starting" role="status">${this.words.blocked.starting}</p>`;
      default:
        return session satisfies never;
    }
  }

  #bound(view: PanelView): TemplateResult {
    const other = view.screen.at === "conversation" ? (view.conversation?.otherRecord ?? null) : null;
    const rail: Rail = other ? "closed" : view.context.state;
    return html`<div class="bound" data-rail=${rail}>
      <div class="rail" aria-hidden="true"></div>
      <div id="plate" data-region tabindex="-1">
        <konsil-plate
          .context=${view.context}
          .other=${other?.about ?? null}
          .similar=${view.similar}
          .practice=${view.practiceName}
          .locale=${this.locale}
        ></konsil-plate>
        <konsil-strip
          .context=${view.context}
          .other=${other}
          ?hostSilent=${view.hostSilent}
          .locale=${this.locale}
        ></konsil-strip>
      </div>
      <konsil-banner .view=${view.banner} .locale=${this.locale}></konsil-banner>
      ${this.#page(view)}
    </div>`;
  }

  #page(view: PanelView): TemplateResult {
    const { context, screen } = view;
    // While it is unclear who is open nothing of the patient before stands on the screen.
    if (screen.at !== "all" && context.state === "loading") return this.#moment();
    if (screen.at !== "all" && context.state === "conflict") {
      return html`<konsil-conflict data-region .readings=${context.readings} .locale=${this.locale}></konsil-conflict>
        <p class="closed">
          ${icon("lock")}<span><b>${this.words.conflict.closed}</b>${this.words.moment.draftKept}</span>
        </p>`;
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
          : html`<p class="starting" role="status">${this.words.list.loading}</p>`;
      default:
        return screen satisfies never;
    }
  }

  #moment(): TemplateResult {
    const { moment } = this.words;
    return html`<div class="page" data-region>
        <h2>${moment.title}</h2>
        <p>${moment.text}</p>
        <button class="link" @click=${() => this.intent({ do: "show", screen: { at: "all" } })}>
          ${icon("chats", "s")}${moment.all}
        </button>
      </div>
      <p class="closed">
        ${icon("lock")}<span><b>${moment.sendClosed}</b>${moment.draftKept}</span>
      </p>`;
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

function panelStyles(): ReturnType<typeof css> {
  return css`
    :host {
      height: 100%;
    }
    .panel {
      position: relative;
      height: 100%;
      display: flex;
      flex-direction: column;
      background: var(--k-canvas);
      overflow: hidden;
    }
    .bound {
      flex: 1;
      min-height: 0;
      display: flex;
      flex-direction: column;
    }
    konsil-plate {
      display: block;
      border: 0;
    }
    .page {
      flex: 1;
      overflow: auto;
      padding: 48px 24px 24px;
    }
    .page h2 {
      font: var(--k-text-head);
    }
    .page p {
      margin: 4px 0 12px;
      color: var(--k-ink-2);
    }
    .starting {
      padding: 24px;
      color: var(--k-ink-2);
    }
    .closed {
      display: flex;
      gap: 10px;
      padding: 10px 12px;
      background: var(--k-sunken);
      border-top: var(--k-line-width) solid var(--k-line);
      font: var(--k-text-small);
      color: var(--k-ink-2);
      flex: none;
    }
    .closed b {
      display: block;
      color: var(--k-ink);
    }
    @media (max-width: 359px) {
      .panel {
        --k-text-name: 600 1.125rem/1.5rem var(--k-font);
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-panel": KonsilPanel;
  }
}
