import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Patient, PatientContext } from "@konsil/protocol";
import { ageOf } from "../conversation/age-of.ts";
import { controlStyles } from "../conversation/control-styles.ts";
import { birthDateOf, familyOf, nameOf, numberOf } from "../conversation/identity.ts";
import { icon, KonsilElement } from "../conversation/shim.ts";
import { plateStyles } from "./plate-styles.ts";

/** Who is open: the largest text of the screen, never cut, never animated, changed in one frame. */
@customElement("konsil-plate")
export class KonsilPlate extends KonsilElement {
  @property({ attribute: false }) context: PatientContext = { state: "none" };
  /** Set while the open conversation is about another patient: then that one stands here. */
  @property({ attribute: false }) other: Patient | null = null;
  @property({ attribute: false }) similar: Patient | null = null;
  @property() practice = "";

  static override styles = [controlStyles, plateStyles];

  override render(): TemplateResult {
    return html`<section aria-label=${this.words.plate.section}>${this.#body()}</section>`;
  }

  #body(): TemplateResult {
    const { context } = this;
    const words = this.words.plate;
    if (this.other) return this.#identity(this.other, "");
    switch (context.state) {
      case "none":
        return this.#quiet(words.none, words.noneHint);
      case "loading":
        return this.#quiet(words.loading, words.loadingHint);
      case "conflict":
        return html`<div class="left">
          <h1 class="name"><b>${words.conflict}</b></h1>
          <p class="hint stop">${words.conflictHint}</p>
        </div>`;
      case "stale":
        return this.#stale(context.reading.patient);
      case "candidate":
        return this.#identity(context.reading.patient, "uncertain");
      case "confirmed":
      case "fromConversation":
        return html`${this.#identity(context.reading.patient, "")}${this.#similarLine()}`;
      default:
        return context satisfies never;
    }
  }

  #quiet(title: string, hint: string): TemplateResult {
    return html`<div class="left quiet">
      <h1 class="name">${title}</h1>
      <p class="hint">${hint}</p>
    </div>`;
  }

  #stale(patient: Patient): TemplateResult {
    const words = this.words.plate;
    const number = numberOf(patient);
    return html`<div class="left quiet">
      <h1 class="name" translate="no">${words.last} ${nameOf(patient, this.words)}</h1>
      <dl translate="no">
        <div>
          <dt>${words.born}</dt>
          <dd>${birthDateOf(patient.birthDate, this.locale, this.words)}</dd>
        </div>
        ${
          number
            ? html`<div>
                <dt>${words.number}</dt>
                <dd>${number.value}</dd>
              </div>`
            : nothing
        }
      </dl>
    </div>`;
  }

  #identity(patient: Patient, kind: "" | "uncertain"): TemplateResult {
    const words = this.words.plate;
    const number = numberOf(patient);
    const age = ageOf(patient.birthDate, Date.now(), this.words);
    const issuer = number && number.issuer !== "" && number.issuer !== this.practice ? ` · ${number.issuer}` : "";
    const label = `${words.number}${issuer}`;
    return html`<div class="id ${kind}" translate="no">
      <div class="left">
        <h1 class="name">${this.#name(patient)}</h1>
        <dl>
          <div>
            <dt>${words.born}</dt>
            <dd><b>${birthDateOf(patient.birthDate, this.locale, this.words)}</b></dd>
          </div>
          ${age === "" ? nothing : html`<div class="second"><dd>${age}</dd></div>`}
          <div class="second"><dd>${words.sex[patient.sex]}</dd></div>
          ${
            patient.birthName === undefined
              ? nothing
              : html`<div>
                  <dt>${words.birthName}</dt>
                  <dd>${patient.birthName}</dd>
                </div>`
          }
          ${
            number
              ? html`<div class="inline-number">
                  <dt>${label}</dt>
                  <dd><b>${number.value}</b></dd>
                </div>`
              : nothing
          }
        </dl>
      </div>
      ${number ? html`<div class="number" aria-label="${label} ${number.value}"><span>${label}</span><b>${number.value}</b></div>` : nothing}
    </div>`;
  }

  #name(patient: Patient): TemplateResult | string {
    const family = familyOf(patient);
    if (family === "") return nameOf(patient, this.words);
    return html`<b>${family}</b>${patient.given === "" ? nothing : html`, ${patient.given}`}`;
  }

  #similarLine(): TemplateResult | typeof nothing {
    const other = this.similar;
    if (!other) return nothing;
    const number = numberOf(other);
    const facts = [
      nameOf(other, this.words),
      `${this.words.plate.born} ${birthDateOf(other.birthDate, this.locale, this.words)}`,
      number ? `${this.words.plate.number} ${number.value}` : "",
    ];
    return html`<div class="similar">
      ${icon("people", "s")}
      <div>
        <b>${this.words.strip.similar}</b><span translate="no">${facts.filter((fact) => fact !== "").join(", ")}</span>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-plate": KonsilPlate;
  }
}
