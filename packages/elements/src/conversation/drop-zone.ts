import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Patient } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { renderMiniPlate, miniPlateStyles } from "./mini-plate.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { dropZoneStyles } from "./drop-zone-styles.ts";

/** The picture over the panel while something is dragged. It takes no drops itself: the app listens on the document. */
@customElement("konsil-drop-zone")
export class KonsilDropZone extends KonsilElement {
  @property() state: "ready" | "refused" = "ready";
  @property({ attribute: false }) about: Patient | null = null;
  @property() to = "";
  @property() organisation = "";

  static override styles = [controlStyles, miniPlateStyles, dropZoneStyles];

  override render(): TemplateResult {
    const { drop, write } = this.words;
    if (this.state === "refused") {
      return html`<div class="zone refused">
        <div class="middle">${icon("conflict", "l")}<b>${drop.no}</b><span>${drop.noWhy}</span></div>
      </div>`;
    }
    const to = this.organisation === "" ? this.to : `${this.to}, ${this.organisation}`;
    return html`<div class="zone">
      ${
        this.about === null
          ? html`<p class="nobody">${icon("none")}<b>${write.withoutPatient}</b></p>`
          : renderMiniPlate({ patient: this.about, rail: "none", locale: this.locale, words: this.words })
      }
      <div class="middle">
        ${icon("drop", "l")}<b>${drop.here}</b><span>${drop.check}</span>
        ${to === "" ? nothing : html`<span translate="no">${drop.to(to)}</span>`}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-drop-zone": KonsilDropZone;
  }
}
