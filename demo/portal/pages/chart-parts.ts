import type { Chart, Finding } from "../../patients/chart.ts";
import { html, type Html } from "../../site/html.ts";
import { describeAge, formatDate, formatSize, fullName } from "../describe-patient.ts";
import { icon } from "../icon.ts";
import type { View } from "../view.ts";
import { chartTabs, type ChartTab } from "../words/de.ts";

/** A finding with the size and name of its file. */
export interface SizedFinding {
  readonly finding: Finding;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface ChartView extends View {
  readonly chart: Chart;
  readonly files: readonly SizedFinding[];
  /** `/akte` or `/app/akte`. */
  readonly base: string;
}

export const chartPath = (base: string, number: string, tab: ChartTab): string =>
  `${base}/${encodeURIComponent(number)}${tab === "overview" ? "" : `/${tab}`}`;

/** Whose record it is, and its tabs. */
export function chartBand(view: ChartView, tab: ChartTab): Html {
  const { words, locale, now, chart, base } = view;
  const { patient } = chart;
  const age = describeAge(patient.birthDate, now, words);
  return html`<div class="band">
    <h1>
      ${fullName(patient)}
      <span
        >${words.born} ${formatDate(patient.birthDate, locale)}${age !== null && ` (${age})`},
        ${words.sexes[patient.sex]}</span
      >
      <span>${words.number} ${patient.number}</span> <span>${chart.insurer}</span>
    </h1>
    <ul class="chips">
      ${chart.caveat !== null && html`<li class="caveat">${chart.caveat}</li>`}${chart.tags.map((tag) => html`<li>${tag}</li>`)}
    </ul>
    <nav class="tabs" aria-label="${words.record}">
      ${chartTabs.map((name) => html`<a href="${chartPath(base, patient.number, name)}" ${name === tab && html` aria-current="page"`}>${words.tabs[name]}</a>`)}
    </nav>
  </div>`;
}

const filePath = (chart: Chart, { finding, name }: SizedFinding): string =>
  `/akte/${encodeURIComponent(chart.patient.number)}/datei/${finding.id}/${encodeURIComponent(name)}`;

export function findingsCard(view: ChartView, limit: number): Html {
  const { words, locale, chart, files, base } = view;
  const more = files.length > limit;
  return html`<section class="card">
    <h2>
      ${words.findings}${more && html`<a href="${chartPath(base, chart.patient.number, "findings")}">${words.all(files.length)}</a>`}
    </h2>
    <table class="findings">
      <thead>
        <tr>
          <td></td>
          <th scope="col">${words.date}</th>
          <th scope="col">${words.kind}</th>
          <th scope="col">${words.title}</th>
          <th scope="col">${words.origin}</th>
          <th scope="col" class="right">${words.size}</th>
        </tr>
      </thead>
      <tbody>
        ${files.slice(0, limit).map((file) => {
          const href = filePath(chart, file);
          return html`<tr draggable="true" data-file="${href}">
            <td class="grip">${icon("grip-vertical")}</td>
            <td class="date">${formatDate(file.finding.date, locale)}</td>
            <td>${file.finding.kind}</td>
            <td><a href="${href}" draggable="true">${file.finding.title}</a></td>
            <td>${file.finding.origin}</td>
            <td class="right">${formatSize(file.sizeBytes, locale)}</td>
          </tr> `;
        })}
      </tbody>
    </table>
  </section>`;
}

export function picturesCard({ words, chart, files, locale }: ChartView): Html | null {
  const pictures = files.filter(({ finding }) => finding.content.type === "png");
  if (pictures.length === 0) return null;
  return html`<section class="card">
    <h2>${words.pictures}</h2>
    <ul class="pictures">
      ${pictures.map(
        (file) =>
          html`<li>
            <img src="${filePath(chart, file)}" alt="${file.finding.title}" draggable="true" loading="lazy" /><span
              >${file.finding.kind}, ${formatDate(file.finding.date, locale)}</span
            >
          </li> `,
      )}
    </ul>
  </section>`;
}

export function notesCard({ words, locale, chart }: ChartView): Html {
  return html`<section class="card">
    <h2>${words.tabs.notes}</h2>
    <table>
      <tbody>
        ${chart.notes.map(
          (note) =>
            html`<tr>
              <td class="date">${formatDate(note.date, locale)}</td>
              <td class="mark"><b>${note.mark}</b></td>
              <td>${note.text}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

export function medicationCard({ words, chart }: ChartView): Html {
  return html`<section class="card">
    <h2>${words.tabs.medication}</h2>
    <table>
      <tbody>
        ${chart.medication.map(
          ({ name, form, dose }) =>
            html`<tr>
              <td>${name}<small>${form}</small></td>
              <td class="right">${dose}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

export function diagnosesCard({ words, chart }: ChartView): Html {
  return html`<section class="card">
    <h2>${words.diagnoses}</h2>
    <table>
      <tbody>
        ${chart.diagnoses.map(
          ({ code, text }) =>
            html`<tr>
              <td class="date">${code}</td>
              <td>${text}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

export function valuesCard({ words, chart }: ChartView): Html {
  return html`<section class="card">
    <h2>${words.latestValues}</h2>
    <table>
      <tbody>
        ${chart.values.map(
          ({ name, value, isHigh }) =>
            html`<tr>
              <td>${name}</td>
              <td class="right">
                ${isHigh === true ? html`<b class="high">${value} <span role="img" aria-label="${words.high}">↑</span></b>` : value}
              </td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

export function appointmentsCard({ words, locale, chart }: ChartView): Html {
  return html`<section class="card">
    <h2>${words.tabs.appointments}</h2>
    ${chart.appointments.length === 0 && html`<p class="empty">${words.noAppointments}</p>`}
    <table>
      <tbody>
        ${chart.appointments.map(
          (one) =>
            html`<tr>
              <td class="date">${formatDate(one.date, locale)}</td>
              <td class="date">${one.time}</td>
              <td>${one.reason}</td>
              <td class="right">${one.person}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}

export function personCard({ words, locale, chart: { patient, insurer } }: ChartView): Html {
  const lines = [
    [words.name, fullName(patient)],
    [words.birthName, patient.birthName],
    [words.birthDate, formatDate(patient.birthDate, locale)],
    [words.sex, words.sexes[patient.sex]],
    [words.number, patient.number],
    [words.kvnr, patient.kvnr],
    [words.insurer, insurer],
  ] as const;
  return html`<section class="card">
    <h2>${words.tabs.person}</h2>
    <table>
      <tbody>
        ${lines.map(
          ([label, value]) =>
            value !== undefined &&
            html`<tr>
              <th scope="row">${label}</th>
              <td>${value}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`;
}
