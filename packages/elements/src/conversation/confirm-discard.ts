import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DialogView } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { Modal, modalStyles } from "./modal.ts";
import { icon } from "../base/icon.ts";

/** Asks before an unsent message is deleted from this computer. The yes is the same intent again, now with the dialog open. */
@customElement("konsil-confirm-discard")
export class KonsilConfirmDiscard extends Modal {
  @property({ attribute: false }) view: Extract<DialogView, { kind: "confirm-discard" }> | null = null;

  static override styles = [controlStyles, modalStyles];

  protected override get heading(): string {
    return this.words.discard.title;
  }

  protected override renderContent(): TemplateResult {
    const { discard } = this.words;
    return html`<p class="text">${discard.text}</p>
      <div class="buttons beside">
        <button class="button" @click=${this.close}>${discard.no}</button>
        <button
          class="button stop"
          @click=${() => {
            if (this.view !== null) this.intent({ do: "discard", key: this.view.key });
          }}
        >
          ${icon("trash", "s")}${discard.yes}
        </button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-confirm-discard": KonsilConfirmDiscard;
  }
}
