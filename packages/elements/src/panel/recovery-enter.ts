import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { PanelView } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { renderError } from "./error-line.ts";
import { formStyles } from "./form-styles.ts";

/** A known account on a new device: the recovery key makes old messages readable. */
@customElement("konsil-recovery-enter")
export class KonsilRecoveryEnter extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;
  @state() private missing = false;
  @query("textarea") private readonly field!: HTMLTextAreaElement;

  static override styles = [controlStyles, formStyles];

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const words = this.words.recovery;
    const { busy, error } = view.form;
    return html`<h1 tabindex="-1">${words.enterTitle}</h1>
      <p class="lead">${words.enterLead}</p>
      <form novalidate @submit=${this.#submit}>
        <div class=${this.missing || error ? "wrong" : ""}>
          <label for="key">${words.enterLabel}</label>
          <textarea
            id="key"
            rows="3"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            translate="no"
            aria-describedby="hint keyError"
            @keydown=${this.#enter}
          ></textarea>
          ${
            this.missing
              ? html`<p class="error" id="keyError" role="alert">${icon("warn", "s")}<span>${words.missing}</span></p>`
              : renderError(error, this.words, "keyError")
          }
          <p class="note" id="hint">${words.enterHint}</p>
        </div>
        <button class="button main wide" aria-disabled=${String(busy)}>${busy ? words.entering : words.enter}</button>
        <button type="button" class="link quiet" @click=${() => this.intent({ do: "signOut" })}>
          ${this.words.bar.signOut}
        </button>
      </form>`;
  }

  readonly #enter = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#send();
    }
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send();
  };

  #send(): void {
    if (this.view?.form.busy === true) return;
    const recoveryKey = this.field.value.trim();
    this.missing = recoveryKey === "";
    if (!this.missing) this.intent({ do: "unlockRecovery", recoveryKey });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-recovery-enter": KonsilRecoveryEnter;
  }
}
