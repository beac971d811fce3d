import { html, type Html } from "../../site/html.ts";
import { fullName } from "../describe-patient.ts";
import type { ChartTab } from "../words/de.ts";
import {
  appointmentsCard,
  chartBand,
  diagnosesCard,
  findingsCard,
  medicationCard,
  notesCard,
  personCard,
  picturesCard,
  valuesCard,
  type ChartView,
} from "./chart-parts.ts";
import { layout } from "./layout.ts";

/** A page of its own for each tab of each record: real page loads. */
export function chartPage(view: ChartView, tab: ChartTab): string {
  const { patient } = view.chart;
  const main = chartMain(view, tab);
  return layout(view, { title: fullName(patient), area: "record", main, patient, recordNumber: patient.number });
}

/** What stands between the bars: the page's main part, and what the single-page variant puts in its place. */
export function chartMain(view: ChartView, tab: ChartTab): Html {
  return html`${chartBand(view, tab)}${tabContent(view, tab)}`;
}

function tabContent(view: ChartView, tab: ChartTab): Html {
  const one = (...cards: (Html | null)[]): Html => html`<div class="grid one">${cards}</div>`;
  switch (tab) {
    case "overview":
      return html`<div class="grid">
        <div class="column">${findingsCard(view, 7)}${notesCard(view)}${appointmentsCard(view)}</div>
        <div class="column">${medicationCard(view)}${diagnosesCard(view)}${valuesCard(view)}${picturesCard(view)}</div>
      </div>`;
    case "notes":
      return one(notesCard(view));
    case "findings":
      return one(findingsCard(view, Infinity), picturesCard(view));
    case "medication":
      return one(medicationCard(view));
    case "values":
      return one(valuesCard(view));
    case "appointments":
      return one(appointmentsCard(view));
    case "person":
      return one(personCard(view));
    default:
      return tab satisfies never;
  }
}
