import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Patient } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { renderMiniPlate, miniPlateStyles } from "./mini-plate.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";

/** The picture over the panel while something is dragged. It takes no drops itself: the app listens on the document. */
@customElement("konsil-drop-zone")
export class KonsilDropZone extends KonsilElement {
  @property() state: "ready" | "refused" = "ready";
  @property({ attribute: false }) about: Patient | null = null;
  @property() to = "";
  @property() organisation = "";

  static override styles = [controlStyles, miniPlateStyles, zoneStyles()];

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

function zoneStyles(): ReturnType<typeof css> {
  return css`
    :host {
      position: absolute;
      inset: 0;
      z-index: var(--k-z-drop);
      padding: 10px;
      background: color-mix(in srgb, var(--k-canvas) 88%, transparent);
      pointer-events: none;
    }
    .zone {
      display: flex;
      flex-direction: column;
      height: 100%;
      border: 2px dashed var(--k-accent);
      border-radius: var(--k-r-card);
      background: var(--k-surface);
      overflow: auto;
    }
    .refused {
      border: 2px solid var(--k-stop);
      background: var(--k-stop-bg);
      color: var(--k-stop-ink);
    }
    .plate {
      border: 0;
      border-bottom: var(--k-line-width) solid var(--k-line);
      border-radius: 0;
      flex: none;
    }
    .nobody {
      display: flex;
      gap: 8px;
      padding: 12px;
      border-bottom: var(--k-line-width) solid var(--k-line);
    }
    .middle {
      flex: 1;
      display: grid;
      align-content: center;
      justify-items: center;
      gap: 4px;
      padding: 16px;
      text-align: center;
      font: var(--k-text-small);
      color: var(--k-ink-2);
      overflow-wrap: anywhere;
    }
    .middle .i {
      color: var(--k-accent);
    }
    .middle b {
      font: var(--k-text-head);
      color: var(--k-ink);
    }
    .refused .middle,
    .refused .middle b,
    .refused .i {
      color: inherit;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-drop-zone": KonsilDropZone;
  }
}
