import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PanelView } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { renderError } from "./error-line.ts";
import { formStyles } from "./form-styles.ts";

type Step = "intro" | "key" | "trial";
const STEPS: readonly Step[] = ["intro", "key", "trial"];

/** Three steps: why, the key itself, two groups typed as a trial. */
@customElement("konsil-recovery-setup")
export class KonsilRecoverySetup extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;
  @state() private step: Step = "intro";
  @state() private typed: readonly [string, string] = ["", ""];
  @state() private copied = false;
  /** Which groups are asked, drawn anew for each key. */
  #asked: readonly [number, number] = [2, 7];
  #shownKey: string | null = null;
  #headedStep: Step | null = null;

  static override styles = [
    controlStyles,
    formStyles,
    css`
      .steps {
        display: flex;
        justify-content: space-between;
        align-items: center;
        margin-bottom: 12px;
        font: var(--k-text-meta);
        color: var(--k-ink-3);
      }
      .bars {
        display: flex;
        gap: 4px;
      }
      .bars i {
        width: 24px;
        height: 4px;
        border-radius: 2px;
        background: var(--k-line);
      }
      .bars i.on {
        background: var(--k-accent);
      }
      ol {
        list-style: none;
        margin: 12px 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(72px, 1fr));
        border: var(--k-line-width) solid var(--k-line-strong);
        border-radius: var(--k-r-card);
        overflow: hidden;
      }
      li {
        padding: 4px 4px 6px;
        text-align: center;
        outline: 1px solid var(--k-line);
      }
      li span {
        display: block;
        font: var(--k-text-meta);
        color: var(--k-ink-3);
      }
      li b {
        font: 600 1rem/1.5rem var(--k-mono);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .trial {
        display: block;
      }
      .two {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
        margin: 12px 0;
      }
      .two input {
        font: 400 1rem/1.5rem var(--k-mono);
      }
      .verdict {
        display: block;
        min-height: 18px;
        margin-top: 4px;
      }
      .fits {
        color: var(--k-done-ink);
      }
      .foot {
        display: flex;
        justify-content: space-between;
        align-items: center;
        margin-top: 24px;
        gap: 8px;
      }
      @media print {
        .row,
        .foot,
        .steps {
          display: none;
        }
      }
    `,
  ];

  override willUpdate(): void {
    const now = this.view?.form.recoveryKey ?? null;
    if (now === this.#shownKey) return;
    this.#shownKey = now;
    if (now === null) return;
    const first = Math.floor(Math.random() * 6);
    this.#asked = [first, 6 + Math.floor(Math.random() * 6)];
    this.typed = ["", ""];
    if (this.step === "intro") this.step = "key";
  }

  override updated(): void {
    // A new step is read from its heading; the first one takes no focus from the page around.
    if (this.#headedStep !== null && this.#headedStep !== this.step) {
      this.renderRoot.querySelector<HTMLElement>("h1")?.focus();
    }
    this.#headedStep = this.view ? this.step : null;
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const words = this.words.recovery;
    const at = STEPS.indexOf(this.step);
    return html`<div class="steps">
        <span>${words.step(at + 1, STEPS.length)}</span>
        <span class="bars" aria-hidden="true"
          >${STEPS.map((_, index) => html`<i class=${index <= at ? "on" : ""}></i>`)}</span
        >
      </div>
      ${this.step === "intro" ? this.#intro(view) : this.step === "key" ? this.#key() : this.#trial(view)}`;
  }

  get #groups(): readonly string[] {
    return (this.view?.form.recoveryKey ?? "").split(/\s+/).filter((group) => group !== "");
  }

  #intro(view: PanelView): TemplateResult {
    const words = this.words.recovery;
    return html`<h1 tabindex="-1">${words.introTitle}</h1>
      <p class="lead">${words.intro}</p>
      <p class="lead">${words.introOnce}</p>
      ${renderError(view.form.error, this.words, "error")}
      <button
        class="button main wide"
        aria-disabled=${String(view.form.busy)}
        @click=${() => !view.form.busy && this.intent({ do: "setUpRecovery" })}
      >
        ${view.form.busy ? words.making : words.make}
      </button>`;
  }

  #key(): TemplateResult {
    const words = this.words.recovery;
    return html`<h1 tabindex="-1">${words.title}</h1>
      <p>${words.lead} ${words.only}</p>
      <ol translate="no">
        ${this.#groups.map((group, index) => html`<li><span>${index + 1}</span><b>${group}</b></li>`)}
      </ol>
      <div class="row">
        <button class="button" @click=${() => window.print()}>${icon("print", "s")}${words.print}</button>
        <button class="button" @click=${this.#save}>${icon("save", "s")}${words.save}</button>
        <button class="button" @click=${this.#copy}>
          ${icon("copy", "s")}${this.copied ? words.copied : words.copy}
        </button>
      </div>
      <p class="note">${words.keep}</p>
      <div class="foot">
        <span></span>
        <button class="button main" @click=${() => (this.step = "trial")}>${words.next}</button>
      </div>`;
  }

  #trial(view: PanelView): TemplateResult {
    const words = this.words.recovery;
    const [a, b] = this.#asked;
    const fits = this.#fits(0) && this.#fits(1);
    const finish = (event: SubmitEvent): void => {
      event.preventDefault();
      if (fits && !view.form.busy) this.intent({ do: "finishRecoverySetup" });
    };
    return html`<h1 tabindex="-1">${words.trialTitle}</h1>
      <p>${words.trialLead}</p>
      <form class="trial" @submit=${finish}>
        <div class="two">${this.#field(0, a)}${this.#field(1, b)}</div>
        ${renderError(view.form.error, this.words, "error")}
        <p class="note" id="why">${fits ? "" : words.nextClosed}</p>
        <div class="foot">
          <button type="button" class="link quiet" @click=${() => (this.step = "key")}>${words.back}</button>
          <button class="button main" aria-disabled=${String(!fits || view.form.busy)} aria-describedby="why">
            ${words.done}
          </button>
        </div>
      </form>`;
  }

  #field(index: 0 | 1, group: number): TemplateResult {
    const words = this.words.recovery;
    const input = (event: InputEvent): void => {
      const { value } = event.target as HTMLInputElement;
      this.typed = index === 0 ? [value, this.typed[1]] : [this.typed[0], value];
    };
    const id = `group${String(index)}`;
    return html`<div>
      <label for=${id}>${words.group(group + 1)}</label>
      <input
        id=${id}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        maxlength="4"
        .value=${this.typed[index]}
        @input=${input}
      />
      <span class="verdict" role="status">
        ${
          this.#fits(index)
            ? html`<span class="fine fits">${icon("check", "s")}${words.fits}</span>`
            : this.typed[index].trim().length >= 4
              ? html`<span class="fine">${words.fitsNot}</span>`
              : nothing
        }
      </span>
    </div>`;
  }

  #fits(index: 0 | 1): boolean {
    const group = this.#groups[this.#asked[index]];
    return group !== undefined && this.typed[index].trim() === group;
  }

  readonly #save = (): void => {
    const link = document.createElement("a");
    const url = URL.createObjectURL(new Blob([`${this.#groups.join(" ")}\n`], { type: "application/octet-stream" }));
    link.href = url;
    link.download = this.words.recovery.fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };

  readonly #copy = async (): Promise<void> => {
    const text = this.#groups.join(" ");
    try {
      await navigator.clipboard.writeText(text);
      this.copied = true;
    } catch {
      // A frame of another site may not have the clipboard: printing and saving remain.
      this.copied = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-recovery-setup": KonsilRecoverySetup;
  }
}
