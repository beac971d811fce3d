import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ErrorCode, FileBody, MessageRow, RowKey, Transfer } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { renderFileGlyph, fileGlyphStyles } from "./file-glyph-template.ts";
import { formatSize, percentOf } from "./format-size.ts";
import type { Picture } from "./picture.ts";
import { pictureHeightPx } from "./picture-box.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { renderShownText } from "./shown-text-template.ts";
import { fileTileStyles } from "./file-tile-styles.ts";

/** A file in a message: what it is called, how large it is, where it stands, and one action. Pictures are never cropped. */
@customElement("konsil-file-tile")
export class KonsilFileTile extends KonsilElement {
  @property({ attribute: false }) row: MessageRow | null = null;
  @property({ attribute: false }) file: FileBody | null = null;
  @property({ attribute: false }) picture: Picture | undefined = undefined;
  @property({ attribute: false }) transfer: Transfer | undefined = undefined;
  /** 0: its buttons are in the tab order, -1: not. */
  @property({ attribute: false }) reach: 0 | -1 = 0;

  static override styles = [controlStyles, fileGlyphStyles, fileTileStyles];
  #observer: IntersectionObserver | null = null;
  #asked: RowKey | null = null;
  #broken: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    const { file, row } = this;
    if (file === null || row === null) return nothing;
    return this.#isPicture(file) ? this.#renderPicture(file) : this.#renderFile(file, row);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.toggleAttribute("picture", this.file !== null && this.#isPicture(this.file));
    this.#watch();
  }

  /** A picture is asked for when it comes into view, once. */
  #watch(): void {
    const wanted = this.file?.kind === "image" && this.file.encrypted && this.picture === undefined;
    if (!wanted || this.row === null || this.#asked === this.row.key) return;
    this.#observer ??= new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting) || this.row === null || this.#asked === this.row.key) return;
      this.#asked = this.row.key;
      this.#observer?.disconnect();
      this.#observer = null;
      this.intent({ do: "needPicture", key: this.row.key });
    });
    this.#observer.observe(this);
  }

  #isPicture(file: FileBody): boolean {
    return file.kind === "image" && file.encrypted && !this.#isOnTheWay();
  }

  #isOnTheWay(): boolean {
    const at = this.row?.send?.at;
    return at !== undefined && at !== "sent";
  }

  #renderPicture(file: FileBody): TemplateResult {
    const { picture, words } = this;
    const height = pictureHeightPx(file.width, file.height);
    const url = picture?.startsWith("blob:") === true && picture !== this.#broken ? picture : undefined;
    return html`<div class="picture" .style=${`--h:${String(height)}px`}>
        ${
          url === undefined
            ? html`<span class="wait"
                >${icon(picture === undefined || picture === "loading" ? "loading" : "warn", "l")}<span
                  >${picture === undefined || picture === "loading" ? words.timeline.pictureLoading : words.timeline.pictureFailed}</span
                ></span
              >`
            : html`<img
                src=${url}
                alt=${words.timeline.picture(file.name)}
                decoding="async"
                draggable="false"
                @error=${() => {
                  this.#broken = url;
                  this.requestUpdate();
                }}
              />`
        }
      </div>
      <div class="about">
        <span class="name quiet" translate="no">${renderShownText(file.name, words)}</span>, ${this.#size(file)}
      </div>
      ${this.#renderFoot(file)}`;
  }

  #renderFile(file: FileBody, row: MessageRow): TemplateResult {
    const send = row.send;
    const cancel = send?.at === "uploading" || this.#isLoading();
    return html`<div class="file ${cancel ? "with-cancel" : ""}">
        ${renderFileGlyph(file.name)}
        <div>
          <div class="name" translate="no">${renderShownText(file.name, this.words)}</div>
          ${this.#renderProgress(file)}
        </div>
        ${cancel ? this.#renderCancel(row.key) : nothing}
      </div>
      ${this.#renderFoot(file)}`;
  }

  #renderProgress(file: FileBody): TemplateResult {
    const { words, row, transfer } = this;
    const send = row?.send;
    if (send?.at === "uploading") {
      const percent = percentOf(send.doneBytes, send.totalBytes);
      const text = words.send.uploading(percent, formatSize(send.totalBytes, this.locale));
      return this.#renderBar(percent, text, words.timeline.progress(file.name));
    }
    if (transfer !== undefined && this.#isLoading()) {
      const percent = percentOf(transfer.doneBytes, transfer.totalBytes);
      const text = words.file.loadingPart(percent, formatSize(transfer.totalBytes, this.locale));
      return this.#renderBar(percent, text, words.timeline.download(file.name));
    }
    return html`<div class="small">${this.#size(file)}</div>`;
  }

  #renderBar(percent: number, text: string, label: string): TemplateResult {
    return html`<div class="small">${text}</div>
      <div
        class="bar"
        role="progressbar"
        aria-label=${label}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent}
      >
        <i .style=${`width:${String(percent)}%`}></i>
      </div>`;
  }

  #renderCancel(key: RowKey): TemplateResult {
    const label = this.#isLoading() ? this.words.timeline.cancelDownload : this.words.send.cancel;
    return html`<button
      class="tool cancel"
      aria-label=${label}
      title=${label}
      tabindex=${this.reach}
      @click=${() => {
        this.intent({ do: "cancelTransfer", key });
      }}
    >
      ${icon("close")}
    </button>`;
  }

  /** One action, "Speichern" or "Noch einmal laden"; what stands in the way is said in its place. Time and check end the line. */
  #renderFoot(file: FileBody): TemplateResult {
    const caption =
      file.caption === ""
        ? nothing
        : html`<div class="caption" translate="no" dir="auto">${renderShownText(file.caption, this.words)}</div>`;
    return html`${caption}${this.#renderEnd(file)}`;
  }

  #renderEnd(file: FileBody): TemplateResult | typeof nothing {
    if (this.#isOnTheWay() || this.#isLoading()) return nothing;
    if (!file.encrypted) {
      return html`<div class="small stop">${this.words.file.unencrypted}</div>
        <div class="foot"><slot></slot></div>`;
    }
    const trouble = this.#trouble();
    return html`${trouble === undefined ? nothing : html`<div class="small stop">${this.words.errors[trouble].what}</div>`}
      <div class="foot">${this.#renderAction(file, trouble)}<slot></slot></div>`;
  }

  #renderAction(file: FileBody, trouble: ErrorCode | undefined): TemplateResult {
    const again = trouble !== undefined || this.#broken !== null;
    const label = again ? this.words.file.again : this.words.file.save;
    return html`<button
      class="link"
      tabindex=${this.reach}
      aria-label=${again ? label : this.words.timeline.saveFile(file.name)}
      @click=${() => {
        if (this.row !== null) this.#act(this.row.key, trouble !== undefined && this.transfer === undefined);
      }}
    >
      ${icon(again ? "retry" : "save", "s")}${label}
    </button>`;
  }

  #act(key: RowKey, pictureAgain: boolean): void {
    this.#broken = null;
    this.intent(pictureAgain ? { do: "needPicture", key } : { do: "saveFile", key });
  }

  #trouble(): ErrorCode | undefined {
    if (this.transfer?.state === "failed") return this.transfer.code ?? "unknown";
    const { picture } = this;
    if (picture === undefined || picture === "loading" || picture.startsWith("blob:")) return undefined;
    return isErrorCode(picture, this.words.errors) ? picture : "unknown";
  }

  #isLoading(): boolean {
    const { transfer } = this;
    return transfer?.direction === "down" && (transfer.state === "moving" || transfer.state === "verifying");
  }

  #size(file: FileBody): string {
    return file.sizeBytes > 0 ? formatSize(file.sizeBytes, this.locale) : this.words.file.unknownSize;
  }
}

function isErrorCode(text: string, errors: Readonly<Record<ErrorCode, unknown>>): text is ErrorCode {
  return Object.hasOwn(errors, text);
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-file-tile": KonsilFileTile;
  }
}
