import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Patient, PatientContext } from "@konsil/protocol";
import { ageOf } from "../conversation/age-of.ts";
import { controlStyles } from "../base/control-styles.ts";
import { birthDateOf, familyOf, nameOf, numberOf } from "../conversation/identity.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { plateStyles } from "./plate-styles.ts";

/** Who is open: the largest text of the screen, never cut, never animated, changed in one frame. */
@customElement("konsil-plate")
export class KonsilPlate extends KonsilElement {
  @property({ attribute: false }) context: PatientContext = { state: "none" };
  /** Set while the open conversation is about another patient: then that one stands here. */
  @property({ attribute: false }) other: Patient | null = null;
  @property() practice = "";

  static override styles = [controlStyles, plateStyles];

  override render(): TemplateResult {
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
        return this.#identity(context.reading.patient, "");
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
    const isOwn = number?.issuer === this.practice && this.context.state !== "fromConversation";
    const label = isOwn || !number || number.issuer === "" ? words.number : `${words.number} · ${number.issuer}`;
    return html`<div class="id ${kind}" translate="no">
      <div class="left">
        <h1 class="name">${this.#name(patient)}</h1>
        <dl>
          <div>
            <dt>${words.born}</dt>
            <dd><b>${birthDateOf(patient.birthDate, this.locale, this.words)}</b></dd>
          </div>
          ${
            age === ""
              ? nothing
              : html`<div class="second">
                  <dt class="unseen">${words.age}</dt>
                  <dd>${age}</dd>
                </div>`
          }
          <div class="second">
            <dt class="unseen">${words.sexIs}</dt>
            <dd>${words.sex[patient.sex]}</dd>
          </div>
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
      ${number ? html`<p class="number"><span>${label}</span> <b>${number.value}</b></p>` : nothing}
    </div>`;
  }

  #name(patient: Patient): TemplateResult | string {
    const family = familyOf(patient);
    if (family === "") return nameOf(patient, this.words);
    return html`<b>${family}</b>${patient.given === "" ? nothing : html`, ${patient.given}`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-plate": KonsilPlate;
  }
}
