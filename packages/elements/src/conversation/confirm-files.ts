import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DialogView, FileToSend } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { renderFileGlyph, fileGlyphStyles } from "./file-glyph-template.ts";
import { formatSize } from "./format-size.ts";
import { growField } from "./grow-field.ts";
import { nameOf } from "./identity.ts";
import { renderMiniPlate, miniPlateStyles } from "./mini-plate.ts";
import { Modal, modalStyles } from "./modal.ts";
import { avatar, avatarStyles } from "../base/avatar.ts";
import { icon } from "../base/icon.ts";
import { renderShownText } from "./shown-text-template.ts";
import { confirmFilesStyles } from "./confirm-files-styles.ts";

export type ConfirmFilesView = Extract<DialogView, { kind: "confirm-files" }>;

/** Before a file leaves: about whom, to whom, which file, what was checked. The button names the patient. */
@customElement("konsil-confirm-files")
export class KonsilConfirmFiles extends Modal {
  @property({ attribute: false }) view: ConfirmFilesView | null = null;

  static override styles = [
    controlStyles,
    avatarStyles,
    fileGlyphStyles,
    miniPlateStyles,
    modalStyles,
    confirmFilesStyles,
  ];

  protected override get heading(): string {
    return this.words.confirm.title(this.view?.files.length ?? 1);
  }

  protected override renderContent(): TemplateResult {
    const { view, words, locale } = this;
    if (view === null) return html``;
    const { confirm } = words;
    return html`<button class="tool corner" aria-label=${confirm.close} title=${confirm.close} @click=${this.close}>
        ${icon("close")}
      </button>
      <div class="label">${confirm.about}</div>
      ${
        view.about === null
          ? html`<p class="nobody">${icon("none")}<b>${words.write.withoutPatient}</b></p>`
          : html`<div class="card">${renderMiniPlate({ patient: view.about, rail: "confirmed", locale, words })}</div>`
      }
      <div class="label">${confirm.to}</div>
      <div class="to">
        ${avatar({ name: view.to, shape: view.readers > 2 ? "function" : "person" })}
        <div>
          <b translate="no">${view.to}</b>
          <small translate="no">${confirm.readers(view.organisation, view.readers)}</small>
        </div>
      </div>
      <div class="label">${confirm.file(view.files.length)}</div>
      <ul class="files">
        ${view.files.map((file) => this.#renderFile(file))}
      </ul>
      ${this.#renderChecks(view)}
      <textarea
        rows="1"
        aria-label=${confirm.caption}
        placeholder=${confirm.caption}
        maxlength="10000"
        dir="auto"
        .value=${view.caption}
        @input=${this.#onCaption}
      ></textarea>
      <div class="buttons">
        <button class="button main wide" aria-disabled=${view.busy ? "true" : "false"} @click=${this.#onConfirm}>
          ${
            view.busy
              ? confirm.busy
              : view.about === null
                ? confirm.sendWithout
                : confirm.send(nameOf(view.about, words))
          }
        </button>
        <button class="button wide" @click=${this.close}>${confirm.cancel}</button>
      </div>`;
  }

  #renderFile(file: FileToSend): TemplateResult {
    return html`<li>
      ${renderFileGlyph(file.name)}
      <div>
        <div class="name" translate="no">${renderShownText(file.name, this.words)}</div>
        <small>${formatSize(file.sizeBytes, this.locale)}</small>
      </div>
    </li>`;
  }

  #renderChecks({ checks }: ConfirmFilesView): TemplateResult | typeof nothing {
    if (checks.length === 0) return nothing;
    const { confirm, timeline } = this.words;
    return html`<ul class="checks">
      ${checks.map(
        ({ check, good }) =>
          html`<li class=${good ? "good" : "look"}>
            ${icon(good ? "check" : check === "similar-name" ? "people" : "warn")}
            <span
              ><span class="unseen">${good ? timeline.checkGood : timeline.checkLook}</span>
              ${confirm.checks[check]}</span
            >
          </li>`,
      )}
    </ul>`;
  }

  readonly #onCaption = (event: Event): void => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    growField(field);
    this.intent({ do: "setCaption", text: field.value });
  };

  readonly #onConfirm = (): void => {
    if (this.view?.busy === false) this.intent({ do: "confirmFiles" });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-confirm-files": KonsilConfirmFiles;
  }
}
