import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Patient, PatientContext, Reading } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { birthDateOf, familyOf, nameOf, numberOf } from "../conversation/identity.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { Ticker } from "../base/ticker.ts";
import { stripStyles } from "./strip-styles.ts";

/** How sure we are: icon, word, source, age, and the one thing that can be done. */
@customElement("konsil-strip")
export class KonsilStrip extends KonsilElement {
  @property({ attribute: false }) context: PatientContext = { state: "none" };
  @property({ attribute: false }) other: { readonly about: Patient; readonly open: Patient } | null = null;
  /** Another patient of the practice whose name is alike. */
  @property({ attribute: false }) similar: Patient | null = null;
  @property({ type: Boolean }) hostSilent = false;
  @state() private expanded = false;

  static override styles = [controlStyles, stripStyles];

  constructor() {
    super();
    new Ticker(this, 1000, () => this.context.state !== "none");
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("context");
    // What was unfolded for one patient never stands open under the next one.
    if (before && keyOf(before) !== keyOf(this.context)) this.expanded = false;
  }

  override render(): TemplateResult {
    if (this.other) return this.#otherRecord(this.other.open);
    return html`${this.#state()}${this.#similarLine()}`;
  }

  #state(): TemplateResult {
    const { context, words } = this;
    const strip = words.strip;
    // The host was asked and is silent: nothing that looks certain stands here meanwhile.
    if (this.hostSilent && "reading" in context && context.state !== "stale") {
      return this.#line("silent", "loading", strip.silent, strip.silentThen);
    }
    switch (context.state) {
      case "none":
        return this.#line("none", "none", strip.none, strip.noneSource);
      case "loading":
        return this.#line(
          "loading",
          "loading",
          strip.loading,
          this.#loadingFor(context.since),
          context.slow ? this.#readAgain() : nothing,
        );
      case "candidate":
        return this.#candidate(context.reading);
      case "confirmed":
        return this.#confirmed(context.reading, context.readings);
      case "conflict":
        return this.#line("conflict", "conflict", strip.conflict, this.#counted(context.readings), this.#readAgain());
      case "stale":
        return this.#line(
          "stale",
          "stale",
          strip.stale,
          strip.staleSource(secondsSince(context.since)),
          this.#readAgain(),
        );
      case "fromConversation":
        return this.#line("fromConversation", "fromConversation", strip.fromConversation, strip.fromConversationSource);
      default:
        return context satisfies never;
    }
  }

  #line(
    kind: string,
    sign: Parameters<typeof icon>[0],
    word: string,
    source: string,
    action: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    return html`<div class="strip ${kind}">
      ${icon(sign)}
      <span class="what" role="status"><span class="word">${word}</span> · <span aria-live="off">${source}</span></span>
      ${action}
    </div>`;
  }

  #counted(readings: readonly Reading[]): string {
    const patients = new Set(readings.map((one) => `${one.key} ${one.patient.family} ${one.patient.birthDate}`));
    return this.words.strip.conflictSource(readings.length, patients.size);
  }

  #loadingFor(since: number): string {
    const seconds = (Date.now() - since) / 1000;
    const text = seconds.toFixed(1).replace(".", this.locale === "de" ? "," : ".");
    return this.words.strip.since(text);
  }

  #readAgain(): TemplateResult {
    return html`<button class="button small" @click=${() => this.intent({ do: "readAgain" })}>
      ${icon("retry", "s")}${this.words.strip.readAgain}
    </button>`;
  }

  /** Two buttons of the same weight, no default, no shortcut; the yes carries the identity (safety P6). */
  #candidate(reading: Reading): TemplateResult {
    const strip = this.words.strip;
    const identity = `${nameOf(reading.patient, this.words)}, ${birthDateOf(reading.patient.birthDate, this.locale, this.words)}`;
    const answer = (yes: boolean) => () => this.intent({ do: "answerCandidate", yes });
    const canSayYes = familyOf(reading.patient) !== "" && reading.patient.birthDate !== "";
    return html`<div class="strip candidate">
      ${icon("candidate")}
      <span class="what" role="status"
        ><span class="word">${strip.candidate}</span> · ${strip.source[reading.source]}</span
      >
      <span class="answers">
        <button class="button small" @click=${answer(false)}>${strip.no}</button>
        ${
          canSayYes
            ? html`<button class="button small" translate="no" @click=${answer(true)}>${strip.yes(identity)}</button>`
            : nothing
        }
      </span>
      ${canSayYes ? nothing : html`<p class="why">${strip.cannotConfirm}</p>`}
    </div>`;
  }

  #confirmed(reading: Reading, readings: readonly Reading[]): TemplateResult {
    const strip = this.words.strip;
    const toggle = (): void => void (this.expanded = !this.expanded);
    return html`<div class="strip confirmed">
        ${icon("confirmed")}
        <span class="what" role="status"
          ><span class="word">${strip.confirmed}</span> · ${strip.source[reading.source]},
          <span aria-live="off">${this.#age(reading.readAt)}</span></span
        >
        <button
          class="expand"
          aria-label=${strip.sources}
          title=${strip.sources}
          aria-expanded=${String(this.expanded)}
          @click=${toggle}
        >
          ${icon("down", "s")}
        </button>
      </div>
      ${this.expanded ? this.#sources(readings) : nothing}`;
  }

  #sources(readings: readonly Reading[]): TemplateResult {
    const strip = this.words.strip;
    return html`<div class="sources">
      <table>
        <thead>
          <tr>
            <th scope="col">${strip.tableSource}</th>
            <th scope="col">${strip.tableRead}</th>
            <th scope="col">${strip.tableAge}</th>
          </tr>
        </thead>
        <tbody>
          ${readings.map(
            (reading) =>
              html`<tr>
                <td>${strip.source[reading.source]}</td>
                <td>${strip.tableFields}</td>
                <td>${this.#age(reading.readAt)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <button class="link small" @click=${() => this.intent({ do: "readAgain" })}>
        ${icon("retry", "s")}${strip.readAgain}
      </button>
    </div>`;
  }

  #otherRecord(open: Patient): TemplateResult {
    const strip = this.words.strip;
    return html`<div class="strip closed">
      ${icon("conflict")}
      <span class="what" role="status"
        ><span class="word">${strip.otherRecord}</span> <span translate="no">${nameOf(open, this.words)}</span></span
      >
      <button class="button small" translate="no" @click=${() => this.intent({ do: "goToOpenRecord" })}>
        ${strip.otherRecordGo(familyOf(open))}
      </button>
    </div>`;
  }

  #similarLine(): TemplateResult | typeof nothing {
    const other = this.similar;
    if (!other || !("reading" in this.context)) return nothing;
    const { plate, strip } = this.words;
    const number = numberOf(other);
    const facts = [
      nameOf(other, this.words),
      `${plate.born} ${birthDateOf(other.birthDate, this.locale, this.words)}`,
      number ? `${plate.number} ${number.value}` : "",
    ];
    return html`<div class="similar">
      ${icon("people")}
      <p><b>${strip.similar}</b><span translate="no">${facts.filter((fact) => fact !== "").join(", ")}</span></p>
    </div>`;
  }

  #age(readAt: number): string {
    const seconds = secondsSince(readAt);
    if (seconds < 3) return this.words.strip.justNow;
    return seconds < 120 ? this.words.strip.ago(seconds) : this.words.strip.agoMinutes(Math.floor(seconds / 60));
  }
}

const keyOf = (context: PatientContext): string => ("reading" in context ? context.reading.key : context.state);

const secondsSince = (at: number): number => Math.max(0, Math.floor((Date.now() - at) / 1000));

declare global {
  interface HTMLElementTagNameMap {
    "konsil-strip": KonsilStrip;
  }
}
