import { css, html, nothing, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { Locale, Patient } from "@konsil/protocol";
import { ageOf } from "./age-of.ts";
import { birthDateOf, familyOf, numberOf } from "./identity.ts";

interface MiniPlate {
  readonly patient: Patient;
  readonly rail: "confirmed" | "candidate" | "closed" | "none";
  readonly locale: Locale;
  readonly words: Words;
  readonly below?: TemplateResult;
  /** Milliseconds since the epoch, for the age. */
  readonly now?: number;
}

/** The plate in small, inside dialogs, drop zone and composer. Nothing in it is ever cut. */
export function renderMiniPlate({ patient, rail, locale, words, below, now = Date.now() }: MiniPlate): TemplateResult {
  const number = numberOf(patient);
  const family = familyOf(patient);
  const age = ageOf(patient.birthDate, now, words);
  return html`<div class="plate ${rail}" translate="no">
    <div class="rail" aria-hidden="true"></div>
    <div class="identity">
      <div class="left">
        <div class="name">
          ${
            family === "" && patient.given === ""
              ? words.plate.nameMissing
              : html`<b>${family}</b>${patient.given === "" ? nothing : html`, ${patient.given}`}`
          }
        </div>
        <div class="cells">
          <span><i>${words.plate.born}</i><b>${birthDateOf(patient.birthDate, locale, words)}</b></span>
          ${age === "" ? nothing : html`<span>${age}</span>`}
          <span>${words.plate.sex[patient.sex]}</span>
        </div>
      </div>
      ${
        number === undefined
          ? nothing
          : html`<div class="number">
              <i>${number.issuer === "" ? words.plate.number : number.issuer}</i><b>${number.value}</b>
            </div>`
      }
    </div>
    ${below ?? nothing}
  </div>`;
}

export const miniPlateStyles = css`
  .plate {
    position: relative;
    padding-left: var(--k-rail);
    border: var(--k-line-width) solid var(--k-line-strong);
    border-radius: var(--k-r-card);
    overflow: hidden;
    background: var(--k-surface);
  }
  .plate.closed {
    padding-left: var(--k-rail-stop);
  }
  .plate.none {
    padding-left: 0;
  }
  .rail {
    position: absolute;
    inset: 0 auto 0 0;
    width: var(--k-rail);
    forced-color-adjust: none;
  }
  .confirmed > .rail {
    background: var(--k-rail-sure);
  }
  .candidate > .rail {
    background-image: repeating-linear-gradient(180deg, var(--k-check) 0 12px, transparent 12px 18px);
  }
  .closed > .rail {
    width: var(--k-rail-stop);
    background-image: repeating-linear-gradient(-45deg, var(--k-stop) 0 3px, var(--k-surface) 3px 7px);
  }
  .none > .rail {
    display: none;
  }
  .identity {
    display: flex;
    align-items: stretch;
  }
  .identity .left {
    flex: 1;
    min-width: 0;
    padding: 8px 10px 9px;
  }
  .identity .name {
    font: var(--k-text-name);
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  .identity .cells {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    margin-top: 2px;
    /* The line before the first cell of a row lies outside and is clipped, wherever the row breaks. */
    overflow: clip;
  }
  .identity .cells > span {
    margin: 0 21px 0 -11px;
    padding-left: 10px;
    border-left: 1px solid var(--k-line-strong);
    line-height: 16px;
  }
  .identity i {
    font: 400 0.8125rem/1.25rem var(--k-font);
    color: var(--k-ink-3);
  }
  .identity .cells i {
    margin-right: 4px;
  }
  .identity .number {
    flex: none;
    max-width: 50%;
    min-width: 84px;
    padding: 10px 12px 6px;
    border-left: var(--k-line-width) solid var(--k-line);
    display: flex;
    flex-direction: column;
    justify-content: space-between;
  }
  .identity .number i {
    font: var(--k-text-meta);
  }
  .identity .number b {
    font: 600 1.125rem/1.375rem var(--k-font);
    overflow-wrap: anywhere;
  }
  @media (max-width: 359px) {
    .identity {
      flex-wrap: wrap;
    }
    .identity .left {
      flex-basis: 100%;
      padding-bottom: 2px;
    }
    .identity .number {
      max-width: none;
      border-left: 0;
      flex-direction: row;
      gap: 6px;
      align-items: baseline;
      padding: 0 10px 8px;
    }
    .identity .number b {
      font: 600 0.875rem/1.25rem var(--k-font);
    }
  }
  @media (forced-colors: active) {
    .confirmed > .rail {
      background: CanvasText;
    }
    .candidate > .rail {
      background-image: repeating-linear-gradient(180deg, CanvasText 0 12px, Canvas 12px 18px);
    }
    .closed > .rail {
      background-image: repeating-linear-gradient(-45deg, CanvasText 0 3px, Canvas 3px 7px);
    }
  }
`;
