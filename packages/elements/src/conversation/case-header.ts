import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { Locale, MessageBody, Person } from "@konsil/protocol";
import { birthDateOf, familyOf, numberOf } from "./identity.ts";
import { renderShownText } from "./shown-text-template.ts";

interface CaseHeader {
  readonly body: Extract<MessageBody, { kind: "caseHeader" }>;
  readonly sender: Person;
  readonly time: string;
  readonly locale: Locale;
  readonly words: Words;
  readonly state: TemplateResult | typeof nothing;
}

/** Whom a conversation is about: quiet, like a plate. It is a claim of its sender, so the number names its issuer (safety P1). */
export function renderCaseHeader({ body, sender, time, locale, words, state }: CaseHeader): TemplateResult {
  const { patient, relayedFrom } = body;
  const author = relayedFrom ?? sender;
  const number = numberOf(patient);
  const issuer = number === undefined || number.issuer !== "" ? number?.issuer : author.organisation;
  const family = familyOf(patient);
  return html`<div class="case">
    <small>${words.talk.about}</small>
    <div class="name" translate="no">
      ${
        family === "" && patient.given === ""
          ? words.plate.nameMissing
          : html`<b>${renderShownText(family, words)}</b
              >${patient.given === "" ? nothing : html`, ${renderShownText(patient.given, words)}`}`
      }
    </div>
    <div class="cells" translate="no">
      <span><i>${words.plate.born}</i><b>${birthDateOf(patient.birthDate, locale, words)}</b></span>
      ${
        number === undefined
          ? nothing
          : html`<span
              ><i>${words.plate.number}</i><b>${renderShownText(number.value, words)}</b>${
                issuer === undefined || issuer === "" ? nothing : html` · ${renderShownText(issuer, words)}`
              }</span
            >`
      }
    </div>
    <div class="foot">
      <small translate="no"
        >${author.name},
        ${author.organisation}${relayedFrom === undefined ? nothing : html` (${words.talk.relayed(sender.name)})`}</small
      ><small>${time}${state}</small>
    </div>
  </div>`;
}
