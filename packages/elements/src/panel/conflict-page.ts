import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Patient, Reading } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { Ticker } from "../base/ticker.ts";
import { birthDateOf, familyOf, numberOf } from "../conversation/identity.ts";
import { conflictStyles } from "./conflict-styles.ts";

const FIELDS = ["family", "given", "birthDate", "number"] as const;
type Field = (typeof FIELDS)[number];

/** All readings, what differs in them marked and in words, and what a person can do. */
@customElement("konsil-conflict")
export class KonsilConflict extends KonsilElement {
  @property({ attribute: false }) readings: readonly Reading[] = [];

  static override styles = [controlStyles, conflictStyles];

  constructor() {
    super();
    new Ticker(this, 1000, () => this.readings.length > 0);
  }

  override render(): TemplateResult {
    const { readings } = this;
    const words = this.words.conflict;
    const differing = FIELDS.filter((field) => new Set(readings.map((one) => factsOf(one.patient)[field])).size > 1);
    return html`${readings.map(
        (reading, index) =>
          html`${this.#plate(reading, differing)}${index === 0 ? this.#difference(differing) : nothing}`,
      )}
      <h2>${words.todo}</h2>
      <ol>
        <li>${words.first}</li>
        <li>${words.second}</li>
      </ol>
      <button class="link" @click=${() => this.intent({ do: "show", screen: { at: "all" } })}>
        ${icon("chats", "s")}${this.words.moment.all}
      </button>`;
  }

  #plate(reading: Reading, differing: readonly Field[]): TemplateResult {
    const { strip, plate } = this.words;
    const number = numberOf(reading.patient);
    const fact = (field: Field, text: string): TemplateResult =>
      differing.includes(field) ? html`<mark>${text}</mark>` : html`${text}`;
    const seconds = Math.max(0, Math.floor((Date.now() - reading.readAt) / 1000));
    const { family, given } = factsOf(reading.patient);
    return html`<p class="from">
        <span>${strip.source[reading.source]}</span>
        <span aria-hidden="true"
          >${seconds < 3 ? strip.justNow : seconds < 120 ? strip.ago(seconds) : strip.agoMinutes(Math.floor(seconds / 60))}</span
        >
      </p>
      <div class="plate" translate="no">
        <div class="left">
          <p class="name">
            ${family === "" ? fact("family", plate.nameMissing) : fact("family", family)}${given === "" ? nothing : html`, ${fact("given", given)}`}
          </p>
          <p>
            <span class="label">${plate.born}</span>
            ${fact("birthDate", birthDateOf(reading.patient.birthDate, this.locale, this.words))}
          </p>
        </div>
        ${
          number
            ? html`<p class="number">
                <span class="label">${number.issuer === "" ? plate.number : `${plate.number} · ${number.issuer}`}</span>
                <b>${fact("number", number.value)}</b>
              </p>`
            : nothing
        }
      </div>`;
  }

  #difference(differing: readonly Field[]): TemplateResult | typeof nothing {
    const { strip } = this.words;
    const names = differing.map((field) => strip.fields[field]);
    if (names.length === 0) return nothing;
    const list = new Intl.ListFormat(this.locale === "de" ? "de" : "en-GB", { type: "conjunction" }).format(names);
    const sentence = names.length === 1 ? strip.differOne(list) : strip.differ(list);
    return html`<p class="differ">${icon("conflict")}${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}</p>`;
  }
}

function factsOf(patient: Patient): Readonly<Record<Field, string>> {
  const number = numberOf(patient);
  return {
    family: familyOf(patient),
    given: patient.given,
    birthDate: patient.birthDate,
    // Issuer and value together: the same number of two practices is two numbers (safety P1).
    number: number ? `${number.issuer} ${number.value}` : "",
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-conflict": KonsilConflict;
  }
}
