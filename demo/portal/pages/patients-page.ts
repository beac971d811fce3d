import type { Chart } from "../../patients/chart.ts";
import { html } from "../../site/html.ts";
import { describeAge, formatDate, fullName } from "../describe-patient.ts";
import type { View } from "../view.ts";
import { layout } from "./layout.ts";

/** All records, or those that fit the search. */
export function patientsPage(view: View, charts: readonly Chart[]): string {
  const { words } = view;
  const term = new URL(view.path, "http://localhost").searchParams.get("q") ?? "";
  const hits = charts.filter((chart) => fits(chart, term));
  const main = html`<div class="band">
      <h1>${words.patients} <span>${words.hits(hits.length)}</span></h1>
    </div>
    <div class="grid one">
      <section class="card">
        ${hits.length === 0 ? html`<p class="empty">${words.noHits}</p>` : table(view, hits)}
      </section>
    </div>`;
  return layout(view, { title: words.patients, area: "patients", main });
}

function table(view: View, hits: readonly Chart[]) {
  const { words, locale, now } = view;
  return html`<table class="list">
    <thead>
      <tr>
        <th scope="col">${words.name}</th>
        <th scope="col">${words.birthDate}</th>
        <th scope="col">${words.sex}</th>
        <th scope="col">${words.number}</th>
        <th scope="col">${words.insurer}</th>
      </tr>
    </thead>
    <tbody>
      ${hits.map(({ patient, insurer }) => {
        const age = describeAge(patient.birthDate, now, words);
        return html`<tr>
          <td><a href="/akte/${encodeURIComponent(patient.number)}">${fullName(patient)}</a></td>
          <td>${formatDate(patient.birthDate, locale)}${age !== null && ` (${age})`}</td>
          <td>${words.sexes[patient.sex]}</td>
          <td>${patient.number}</td>
          <td>${insurer}</td>
        </tr> `;
      })}
    </tbody>
  </table>`;
}

/** Every word of the search must stand in name, number or birth date. */
function fits({ patient }: Chart, term: string): boolean {
  const birthDates = [patient.birthDate, formatDate(patient.birthDate, "de")];
  const text = [fullName(patient), patient.birthName ?? "", patient.number, ...birthDates].join(" ").toLowerCase();
  return term
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
