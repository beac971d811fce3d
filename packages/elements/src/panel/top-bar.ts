import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Person } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";

/** The bar at the top: all conversations, a new one, oneself, close. */
@customElement("konsil-bar")
export class KonsilBar extends KonsilElement {
  @property({ attribute: false }) self: Person | null = null;
  @property({ type: Number }) unread = 0;
  @property({ type: Boolean }) closable = false;
  @property({ type: Boolean }) ready = false;
  /** Messages that have not left yet. */
  @property({ type: Number }) waiting = 0;

  static override styles = [
    controlStyles,
    css`
      :host {
        height: 40px;
        flex: none;
        display: flex;
        align-items: center;
        gap: 2px;
        padding: 0 6px 0 12px;
        background: var(--k-surface);
        border-bottom: var(--k-line-width) solid var(--k-line);
      }
      .mark {
        color: var(--k-accent);
      }
      .word {
        flex: 1;
        margin-left: 6px;
        font: 600 0.875rem/1.25rem var(--k-font);
        letter-spacing: 0.01em;
      }
      .tool {
        position: relative;
      }
      .count {
        position: absolute;
        top: -1px;
        right: -1px;
        min-width: 18px;
        height: 18px;
        padding: 0 5px;
        border-radius: var(--k-r-full);
        background: var(--k-accent);
        color: var(--k-on-accent);
        font: 600 0.75rem/1.125rem var(--k-font);
        text-align: center;
        box-shadow: 0 0 0 2px var(--k-surface);
      }
      .me {
        width: 28px;
        height: 28px;
        margin: 0 4px;
        border-radius: 50%;
        background: var(--k-ink);
        color: var(--k-surface);
        font: 600 0.75rem/28px var(--k-font);
        text-align: center;
        flex: none;
      }
      .menu {
        position: fixed;
        inset: 44px 8px auto auto;
        width: min(280px, calc(100% - 16px));
        margin: 0;
        padding: 12px;
        border: var(--k-line-width) solid var(--k-line-strong);
        border-radius: var(--k-r-card);
        background: var(--k-raised);
        box-shadow: var(--k-shadow-2);
        font: var(--k-text-small);
        color: var(--k-ink-2);
      }
      .menu:popover-open {
        display: grid;
        gap: 8px;
      }
      .menu b,
      .menu span {
        display: block;
        overflow-wrap: anywhere;
      }
      .menu b {
        font: var(--k-text-head);
        color: var(--k-ink);
      }
    `,
  ];

  override render(): TemplateResult {
    const { bar } = this.words;
    return html`<span class="mark">${icon("mark")}</span
      ><span class="word">${bar.panel}</span> ${this.ready ? this.#tools() : nothing}
      ${this.self ? this.#account(this.self) : nothing}
      ${
        this.closable
          ? html`<button
              class="tool"
              aria-label=${bar.close}
              title=${bar.close}
              @click=${() => this.intent({ do: "close" })}
            >
              ${icon("close")}
            </button>`
          : nothing
      }`;
  }

  #tools(): TemplateResult {
    const { bar } = this.words;
    const all = bar.all(this.unread);
    return html`<button
        class="tool"
        aria-label=${all}
        title=${all}
        @click=${() => this.intent({ do: "show", screen: { at: "all" } })}
      >
        ${icon("chats")}${this.unread > 0 ? html`<span class="count" aria-hidden="true">${this.unread > 99 ? "99+" : this.unread}</span>` : nothing}
      </button>
      <button
        class="tool"
        aria-label=${bar.add}
        title=${bar.add}
        @click=${() => this.intent({ do: "show", screen: { at: "new" } })}
      >
        ${icon("addPerson")}
      </button>`;
  }

  /** Who is signed in. Signing out takes a second press: one on the initials is too easily made. */
  #account(self: Person): TemplateResult {
    const { bar, signIn } = this.words;
    return html`<button class="me" translate="no" title=${bar.account(self.name)} popovertarget="account">
        ${initials(self.name)}<span class="unseen">, ${bar.account(self.name)}</span>
      </button>
      <div class="menu" id="account" popover>
        <p translate="no"><b>${self.name}</b><span>${self.organisation}</span></p>
        <p>${this.waiting > 0 ? `${signIn.notSent(this.waiting)} ` : ""}${bar.signOutKept}</p>
        <button class="button" @click=${() => this.intent({ do: "signOut" })}>
          ${icon("signOut", "s")}${bar.signOut}
        </button>
      </div>`;
  }
}

/** `Brandt, Katrin` → `KB`. */
function initials(name: string): string {
  const [family = "", given = ""] = name.split(",").map((part) => part.trim());
  return `${given.slice(0, 1)}${family.slice(0, 1)}`.toUpperCase();
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-bar": KonsilBar;
  }
}
