import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Reading } from "@konsil/protocol";
import { controlStyles } from "../conversation/control-styles.ts";
import { miniPlateStyles, renderMiniPlate } from "../conversation/mini-plate.ts";
import { icon, KonsilElement } from "../conversation/shim.ts";

const FIELDS = ["family", "given", "birthDate", "number"] as const;

/** Both readings, what differs in words, and what a person can do. */
@customElement("konsil-conflict")
export class KonsilConflict extends KonsilElement {
  @property({ attribute: false }) readings: readonly Reading[] = [];

  static override styles = [
    controlStyles,
    miniPlateStyles,
    css`
      :host {
        flex: 1;
        overflow: auto;
        padding: 12px;
      }
      .from {
        display: block;
        margin: 8px 0 4px;
        font: var(--k-text-meta);
        color: var(--k-ink-2);
      }
      .differ {
        display: flex;
        gap: 6px;
        align-items: center;
        margin: 10px 0;
        color: var(--k-stop-ink);
        font: 600 0.8125rem/1.125rem var(--k-font);
      }
      h2 {
        font: 600 0.875rem/1.25rem var(--k-font);
        margin-top: 16px;
      }
      ol {
        margin: 6px 0 12px;
        padding-left: 20px;
      }
    `,
  ];

  override render(): TemplateResult {
    const [first, second] = this.readings;
    const words = this.words.conflict;
    return html`${first ? this.#plate(first) : nothing}
      ${first && second ? html`<p class="differ">${icon("conflict", "s")}${this.#difference(first, second)}</p>` : nothing}
      ${second ? this.#plate(second) : nothing}
      <h2>${words.todo}</h2>
      <ol>
        <li>${words.first}</li>
        <li>${words.second}</li>
      </ol>
      <button class="link" @click=${() => this.intent({ do: "show", screen: { at: "all" } })}>
        ${icon("chats", "s")}${this.words.moment.all}
      </button>`;
  }

  #plate(reading: Reading): TemplateResult {
    const { locale, words } = this;
    return html`<span class="from">${words.strip.source[reading.source]}</span>
      ${renderMiniPlate({ patient: reading.patient, rail: "none", locale, words })}`;
  }

  #difference(a: Reading, b: Reading): string {
    const strip = this.words.strip;
    const facts = (reading: Reading) => ({
      family: reading.patient.family,
      given: reading.patient.given,
      birthDate: reading.patient.birthDate,
      number: reading.key as string,
    });
    const [left, right] = [facts(a), facts(b)];
    const names = FIELDS.filter((field) => left[field] !== right[field]).map((field) => strip.fields[field]);
    if (names.length <= 1) return strip.differOne(names[0] ?? "");
    return strip.differ(new Intl.ListFormat(this.locale, { type: "conjunction" }).format(names));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-conflict": KonsilConflict;
  }
}
