import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DialogView } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { birthDateOf, nameOf } from "./identity.ts";
import { renderMiniPlate, miniPlateStyles } from "./mini-plate.ts";
import { Modal, modalStyles } from "./modal.ts";

/**
 * Is the patient of another organisation's conversation the one of the own record? Both plates one above the other; yes
 * and no weigh the same, and the yes names whom it means (safety P1, P6).
 */
@customElement("konsil-confirm-link")
export class KonsilConfirmLink extends Modal {
  @property({ attribute: false }) view: Extract<DialogView, { kind: "confirm-link" }> | null = null;

  static override styles = [controlStyles, miniPlateStyles, modalStyles];

  protected override get heading(): string {
    return this.words.link.title;
  }

  protected override renderContent(): TemplateResult {
    const { view, words, locale } = this;
    if (view === null) return html``;
    const { link } = words;
    return html`<p class="text">${link.text}</p>
      <div class="plates">
        <div class="label" translate="no">${link.claimed(view.by)}</div>
        ${renderMiniPlate({ patient: view.claimed, rail: "candidate", locale, words })}
        <div class="label">${link.own}</div>
        ${renderMiniPlate({ patient: view.own, rail: "confirmed", locale, words })}
      </div>
      <div class="buttons">
        <button
          class="button wide"
          translate="no"
          aria-disabled=${view.busy ? "true" : "false"}
          @click=${() => {
            if (!view.busy) this.intent({ do: "linkConversation" });
          }}
        >
          ${view.busy ? link.busy : link.yes(`${nameOf(view.own, words)}, ${birthDateOf(view.own.birthDate, locale, words)}`)}
        </button>
        <button class="button wide" @click=${this.close}>${link.no}</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-confirm-link": KonsilConfirmLink;
  }
}
