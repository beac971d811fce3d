import type { Chart } from "../../patients/chart.ts";
import { html } from "../../site/html.ts";
import { formatDate, fullName } from "../describe-patient.ts";
import type { View } from "../view.ts";
import { layout } from "./layout.ts";

/** The single-page variant: its script changes records and routes without loading a page. */
export function appPage(view: View, charts: readonly Chart[]): string {
  const { words, locale } = view;
  const main = html`<div class="app" data-empty="${words.openRecord}">
    <nav class="records" aria-label="${words.patients}">
      <ul>
        ${charts.map(
          ({ patient }) =>
            html`<li>
              <a href="/app/akte/${encodeURIComponent(patient.number)}" data-number="${patient.number}"
                >${fullName(patient)}<small
                  >${words.born} ${formatDate(patient.birthDate, locale)} · ${words.number} ${patient.number}</small
                ></a
              >
            </li> `,
        )}
      </ul>
      <div class="demo-tools">
        <button id="close-record">${words.closeRecord}</button>
        <button id="switch-silently" aria-describedby="switch-hint">${words.demoSwitch}</button>
        <p id="switch-hint">${words.demoSwitchHint}</p>
      </div>
    </nav>
    <div id="record" aria-live="polite"></div>
  </div>`;
  return layout(view, { title: words.singlePage, area: "app", main, script: "/static/app.js" });
}
