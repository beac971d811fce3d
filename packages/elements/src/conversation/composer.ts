import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { createRef, ref } from "lit/directives/ref.js";
import type { ComposerView, Patient } from "@konsil/protocol";
import { renderClosed } from "./composer-closed.ts";
import { renderElsewhere } from "./composer-elsewhere.ts";
import { composerStyles } from "./composer-styles.ts";
import { controlStyles } from "../base/control-styles.ts";
import { EnterRule } from "./enter-rule.ts";
import { growField } from "./grow-field.ts";
import { birthDateOf, nameOf } from "./identity.ts";
import { renderQuote } from "./message-body.ts";
import { miniPlateStyles } from "./mini-plate.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";

type OpenView = Extract<ComposerView, { state: "open" }>;

/** Where one writes: about whom, to whom, the field. Closed or bound elsewhere it says why in the same place. */
@customElement("konsil-composer")
export class KonsilComposer extends KonsilElement {
  @property({ attribute: false }) view: ComposerView | null = null;
  /** What is in the field now. The app keeps it; the field only shows it between two revisions. */
  @state() private text = "";

  static override styles = [controlStyles, miniPlateStyles, composerStyles];
  readonly #field = createRef<HTMLTextAreaElement>();
  readonly #files = createRef<HTMLInputElement>();
  readonly #enter = new EnterRule();
  #revision: number | null = null;

  get isEmpty(): boolean {
    return this.text.trim() === "";
  }

  /** Puts the caret into the field; where there is none, nothing happens. */
  focusField(): void {
    this.#field.value?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.view?.state !== "open") {
      this.#revision = null;
      this.text = "";
      return;
    }
    if (this.view.draft.revision === this.#revision) return;
    this.#revision = this.view.draft.revision;
    this.text = this.view.draft.text;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const field = this.#field.value;
    if (field === undefined) return;
    if (field.value !== this.text) field.value = this.text;
    growField(field);
  }

  override render(): TemplateResult | typeof nothing {
    const { view, words, locale } = this;
    switch (view?.state) {
      case undefined:
        return nothing;
      case "open":
        return this.#renderOpen(view);
      case "closed":
        return renderClosed(view, words, (intent) => {
          this.intent(intent);
        });
      case "elsewhere":
        return renderElsewhere(view, locale, words, (intent) => {
          this.intent(intent);
        });
      default:
        return view satisfies never;
    }
  }

  #renderOpen(view: OpenView): TemplateResult {
    const { words } = this;
    // The answer of the host takes milliseconds: the sign changes in its place, so that nothing moves.
    const why = view.asking ? words.write.asking : this.isEmpty ? words.write.sendEmpty : words.write.send;
    return html`<form
      aria-labelledby="about"
      @submit=${(event: Event) => {
        event.preventDefault();
      }}
    >
      ${this.#renderAbout(view)} ${this.#renderReply(view)}
      <div class="line">
        <button
          type="button"
          class="tool"
          aria-label=${words.write.attach}
          title=${words.write.attach}
          @click=${() => this.#files.value?.click()}
        >
          ${icon("clip")}
        </button>
        <input type="file" multiple hidden ${ref(this.#files)} @change=${this.#onChosen} />
        <textarea
          rows="1"
          aria-label=${words.write.field}
          placeholder=${words.write.field}
          autocomplete="off"
          maxlength="30000"
          dir="auto"
          ${ref(this.#field)}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @paste=${this.#onPaste}
        ></textarea>
        <button
          type="button"
          class="send"
          aria-label=${why}
          title=${why}
          aria-disabled=${this.isEmpty ? "true" : "false"}
          @click=${() => {
            this.#send(false);
          }}
        >
          ${icon(view.asking ? "loading" : "send")}
        </button>
      </div>
    </form>`;
  }

  /** Names patient, recipient, organisation and how many read along (safety C3). It is the name of the form. */
  #renderAbout(view: OpenView): TemplateResult {
    const { write } = this.words;
    const to = `${write.to(view.to)}${view.organisation === "" || view.organisation === view.to ? "" : `, ${view.organisation}`}`;
    return html`<div class="about">
      <span id="about">
        ${view.about === null ? html`${icon("none", "s")}<b>${write.withoutPatient}</b>` : this.#renderPatient(view.about)}
        <span translate="no">${to}</span> <span class="whole">· ${write.readers(view.readers)}</span>
      </span>
    </div>`;
  }

  #renderPatient(patient: Patient): TemplateResult {
    const { words, locale } = this;
    return html`${words.write.about} <b translate="no">${nameOf(patient, words)}</b>, ${words.plate.born}
      <b translate="no">${birthDateOf(patient.birthDate, locale, words)}</b>`;
  }

  #renderReply({ draft }: OpenView): TemplateResult | typeof nothing {
    if (draft.replyTo === null) return nothing;
    const label = this.words.write.cancelReply;
    return html`<div class="reply">
      ${renderQuote(draft.replyTo, this.words)}
      <button type="button" class="tool" aria-label=${label} title=${label} @click=${this.#cancelReply}>
        ${icon("close")}
      </button>
    </div>`;
  }

  readonly #cancelReply = (): void => {
    this.intent({ do: "replyTo", key: null });
    this.focusField();
  };

  readonly #onInput = (): void => {
    this.text = this.#field.value?.value ?? "";
    this.intent({ do: "setDraft", text: this.text });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.view?.state === "open" && this.view.draft.replyTo !== null) {
      event.stopPropagation();
      this.#cancelReply();
      return;
    }
    const meaning = this.#enter.meaningOf(event, event.timeStamp);
    if (meaning === undefined || meaning === "newLine") return;
    event.preventDefault();
    if (meaning !== "nothing") this.#send(meaning === "sendNow");
  };

  #send(now: boolean): void {
    if (!this.isEmpty) this.intent({ do: "send", now });
    this.focusField();
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const hasText = event.clipboardData?.types.includes("text/plain") === true;
    // Office programs put a picture of the text beside the text: then the text was meant.
    if (files.length === 0 || hasText) return;
    event.preventDefault();
    this.intent({ do: "offerFiles", files });
  };

  readonly #onChosen = (): void => {
    const input = this.#files.value;
    const files = [...(input?.files ?? [])];
    if (input === undefined || files.length === 0) return;
    input.value = "";
    this.intent({ do: "offerFiles", files });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-composer": KonsilComposer;
  }
}
