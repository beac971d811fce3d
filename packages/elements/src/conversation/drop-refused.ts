import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DialogView } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { nameOf } from "./identity.ts";
import { renderMiniPlate, miniPlateStyles } from "./mini-plate.ts";
import { Modal, modalStyles } from "./modal.ts";

type RefusedView = Extract<DialogView, { kind: "drop-refused" }>;

/** A drop that was not taken: why, and both patients where the record was another one. */
@customElement("konsil-drop-refused")
export class KonsilDropRefused extends Modal {
  @property({ attribute: false }) view: RefusedView | null = null;

  static override styles = [controlStyles, miniPlateStyles, modalStyles];

  protected override get heading(): string {
    const { drop } = this.words;
    return this.view?.reason === "record-changed" ? drop.wrongRecord : drop.refused;
  }

  protected override renderContent(): TemplateResult {
    const { view, words, locale } = this;
    if (view === null) return html``;
    return html`<p class="text" translate="no">${this.#sentence(view)}</p>
      ${
        view.reason !== "record-changed"
          ? nothing
          : html`<div class="plates">
              ${view.from === null ? nothing : renderMiniPlate({ patient: view.from, rail: "closed", locale, words })}
              ${view.open === null ? nothing : renderMiniPlate({ patient: view.open, rail: "none", locale, words })}
            </div>`
      }
      <div class="buttons"><button class="button wide" @click=${this.close}>${words.drop.ok}</button></div>`;
  }

  #sentence(view: RefusedView): string {
    const { words } = this;
    if (view.reason !== "record-changed") return words.drop.reasons[view.reason];
    if (view.from === null || view.open === null) return words.drop.changed;
    return words.drop.wrong(nameOf(view.from, words), nameOf(view.open, words));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-drop-refused": KonsilDropRefused;
  }
}
