import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { BannerView, Intent, ToastView } from "@konsil/protocol";
import { clockTime } from "../conversation/format-time.ts";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { Ticker } from "../base/ticker.ts";

/** One banner at a time: what happened, what is kept, what to do. */
@customElement("konsil-banner")
export class KonsilBanner extends KonsilElement {
  @property({ attribute: false }) view: BannerView | null = null;

  static override styles = [
    controlStyles,
    css`
      .banner {
        display: flex;
        gap: 10px;
        align-items: flex-start;
        padding: 8px 12px;
        font: var(--k-text-small);
        background: var(--k-check-bg);
        color: var(--k-check-ink);
        border-bottom: var(--k-line-width) solid var(--k-check-line);
      }
      .banner.stop {
        background: var(--k-stop-bg);
        color: var(--k-stop-ink);
        border-color: var(--k-stop-line);
      }
      .banner.calm {
        background: var(--k-sunken);
        color: var(--k-ink-2);
        border-color: var(--k-line);
      }
      .text {
        flex: 1;
        min-width: 0;
      }
      .text b {
        display: block;
      }
      .link {
        color: inherit;
      }
    `,
  ];

  constructor() {
    super();
    new Ticker(this, 1000, () => this.view?.kind === "rate-limited");
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    const { banner, errors } = this.words;
    switch (view?.kind) {
      case undefined:
        return nothing;
      case "offline":
        return this.#banner(
          "offline",
          banner.offline(clockTime(view.since, this.locale)),
          banner.offlineWaiting(view.waiting),
          banner.check,
        );
      case "server-down":
        return this.#banner("warn", banner.server, banner.serverThen, banner.check);
      case "rate-limited":
        return this.#banner(
          "clock",
          banner.slow,
          banner.slowThen(Math.max(0, Math.ceil((view.retryAt - Date.now()) / 1000))),
          null,
        );
      case "restoring":
        return this.#banner(
          "key",
          banner.restoring,
          banner.restoringThen(view.doneKeys, view.totalKeys),
          null,
          undefined,
          "calm",
        );
      case "not-invited":
        return this.#banner(
          "people",
          banner.notInvited(view.names.join("; ")),
          banner.notInvitedThen,
          banner.close,
          { do: "closeToast" },
          "stop",
        );
      case "error":
        return this.#banner(
          "warn",
          errors[view.code].what,
          errors[view.code].then,
          banner.close,
          { do: "closeToast" },
          "stop",
        );
      default:
        return view satisfies never;
    }
  }

  #banner(
    sign: Parameters<typeof icon>[0],
    what: string,
    then: string,
    action: string | null,
    intent: Intent = { do: "retryConnection" },
    tone = "",
  ): TemplateResult {
    // Seconds and counts go on without being read out.
    const isCounting = this.view?.kind === "rate-limited" || this.view?.kind === "restoring";
    return html`<div class="banner ${tone}" role=${tone === "stop" ? "alert" : "status"}>
      ${icon(sign)}
      <span class="text"><b>${what}</b><span aria-live=${isCounting ? "off" : nothing}>${then}</span></span>
      ${action === null ? nothing : html`<button class="link small" @click=${() => this.intent(intent)}>${action}</button>`}
    </div>`;
  }
}

/** For what is done; never for an error that needs an act. 8 s, longer under pointer or focus. */
@customElement("konsil-toast")
export class KonsilToast extends KonsilElement {
  @property({ attribute: false }) view: ToastView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controlStyles,
    css`
      :host {
        position: absolute;
        left: 16px;
        right: 16px;
        bottom: 16px;
        z-index: var(--k-z-toast);
        pointer-events: none;
      }
      /* In a conversation it stands above the composer, never on it. */
      :host(.above) {
        bottom: 96px;
      }
      .toast {
        pointer-events: auto;
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 10px 12px;
        border-radius: var(--k-r-card);
        background: var(--k-ink);
        color: var(--k-surface);
        box-shadow: var(--k-shadow-2);
      }
      .toast span {
        flex: 1;
      }
      .toast button {
        width: 24px;
        height: 24px;
        display: grid;
        place-items: center;
        border-radius: var(--k-r-tag);
      }
      .toast :focus-visible {
        outline-color: currentColor;
      }
    `,
  ];

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("view") && changed.get("view")?.id !== this.view?.id) this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const { view } = this;
    const { toast } = this.words;
    const stop = (): void => clearTimeout(this.#timer);
    return html`<div role="status">
      ${
        view === null
          ? nothing
          : html`<div
              class="toast"
              @pointerenter=${stop}
              @pointerleave=${() => this.#wait()}
              @focusin=${stop}
              @focusout=${() => this.#wait()}
            >
              ${icon("check", "s")}<span>${toast[view.said]}</span>
              <button aria-label=${toast.close} @click=${() => this.intent({ do: "closeToast" })}>
                ${icon("close", "s")}
              </button>
            </div>`
      }
    </div>`;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.view) this.#timer = setTimeout(() => this.intent({ do: "closeToast" }), 8000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-banner": KonsilBanner;
    "konsil-toast": KonsilToast;
  }
}
