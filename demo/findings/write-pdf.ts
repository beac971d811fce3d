import PDFDocument from "pdfkit";
import type { Chart, Finding, PdfTemplate } from "../patients/chart.ts";
import { seededRandom } from "./seeded-random.ts";

type Document = PDFKit.PDFDocument;

/** One A4 page for a finding. The same finding always gives the same bytes. */
export function writePdf(chart: Chart, finding: Finding, template: PdfTemplate): Promise<Buffer> {
  const document = new PDFDocument({
    size: "A4",
    margin: 56,
    info: { Title: finding.title, CreationDate: new Date(`${finding.date}T12:00:00Z`) },
  });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve, reject) => {
    document.once("end", () => {
      resolve(Buffer.concat(chunks));
    });
    document.once("error", reject);
  });
  letterHead(document, chart, finding);
  body(document, chart, finding, template);
  document.fontSize(8).fillColor("#666").text("Synthetischer Befund zur Vorführung. Keine echte Person.", 56, 770);
  document.end();
  return ended;
}

function letterHead(document: Document, { patient }: Chart, finding: Finding): void {
  document.font("Helvetica-Bold").fontSize(15).fillColor("#12252c").text(latin(finding.origin));
  document.moveDown(0.2).font("Helvetica").fontSize(9).fillColor("#566a72").text("Musterstraße 1, 12345 Musterstadt");
  document.moveTo(56, 108).lineTo(539, 108).strokeColor("#9cb4ba").stroke();
  const name = `${patient.affix === undefined ? "" : `${patient.affix} `}${patient.family}, ${patient.given}`;
  document.font("Helvetica-Bold").fontSize(12).fillColor("#12252c").text(latin(name), 56, 126);
  document.font("Helvetica").fontSize(10);
  document.text(`geb. ${germanDate(patient.birthDate)}, Nr. ${patient.number}`);
  document.text(`Datum: ${germanDate(finding.date)}`);
  document.moveDown(1).font("Helvetica-Bold").fontSize(13).text(latin(finding.title)).font("Helvetica").moveDown(0.6);
}

function body(document: Document, chart: Chart, finding: Finding, template: PdfTemplate): void {
  const random = seededRandom(`${chart.patient.number} ${finding.id}`);
  switch (template) {
    case "ecg":
      drawEcg(document, random);
      break;
    case "lab":
      drawTable(document, random);
      break;
    case "pressure":
      drawPressure(document, random);
      break;
    case "letter":
      writeLetter(document, chart);
      break;
    default:
      template satisfies never;
  }
}

const LEADS = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"];

function drawEcg(document: Document, random: () => number): void {
  const rate = 62 + Math.round(random() * 26);
  document.fontSize(10).text(`Sinusrhythmus, Frequenz ${String(rate)}/min, Indifferenztyp, 25 mm/s, 10 mm/mV`);
  for (let x = 56; x <= 539; x += 10) document.moveTo(x, 230).lineTo(x, 750);
  for (let y = 230; y <= 750; y += 10) document.moveTo(56, y).lineTo(539, y);
  document.lineWidth(0.3).strokeColor("#f0c4bd").stroke();
  LEADS.forEach((lead, index) => {
    const left = 60 + (index % 2) * 244;
    const base = 268 + Math.floor(index / 2) * 84;
    const height = (lead === "aVR" ? -1 : 1) * (16 + random() * 16);
    document
      .fontSize(8)
      .fillColor("#12252c")
      .text(lead, left, base - 34, { lineBreak: false });
    document.moveTo(left, base);
    for (let x = 0; x < 228; x++) document.lineTo(left + x, base - height * beat((x % (3600 / rate)) / (3600 / rate)));
    document.lineWidth(0.8).strokeColor("#12252c").stroke();
  });
}

/** P wave, QRS complex and T wave over one beat, as height of the R peak. */
function beat(phase: number): number {
  const wave = (at: number, width: number, height: number) => height * Math.exp(-(((phase - at) / width) ** 2));
  return (
    wave(0.18, 0.03, 0.13) +
    wave(0.3, 0.008, -0.15) +
    wave(0.33, 0.011, 1) +
    wave(0.36, 0.01, -0.25) +
    wave(0.58, 0.06, 0.28)
  );
}

const LAB = [
  ["Hämoglobin", 11.8, 15.9, "g/dl"],
  ["Leukozyten", 3.9, 10.2, "/nl"],
  ["Thrombozyten", 150, 370, "/nl"],
  ["Natrium", 136, 145, "mmol/l"],
  ["Kalium", 3.5, 5.1, "mmol/l"],
  ["Kreatinin", 0.5, 1.1, "mg/dl"],
  ["CRP", 0, 5, "mg/l"],
  ["NT-proBNP", 0, 125, "pg/ml"],
] as const;

function drawTable(document: Document, random: () => number): void {
  let y = document.y + 4;
  const row = (cells: readonly string[], isBold: boolean): void => {
    document
      .font(isBold ? "Helvetica-Bold" : "Helvetica")
      .fontSize(10)
      .fillColor("#12252c");
    cells.forEach((cell, index) => document.text(cell, 56 + index * 130, y, { lineBreak: false }));
    y += 22;
    document
      .moveTo(56, y - 7)
      .lineTo(539, y - 7)
      .lineWidth(0.5)
      .strokeColor("#d3dde0")
      .stroke();
  };
  row(["Messgröße", "Ergebnis", "Referenz", "Einheit"], true);
  for (const [name, low, high, unit] of LAB) {
    const digits = high < 20 ? 1 : 0;
    const value = low + (high - low) * (0.1 + random() * 1.1);
    const mark = value > high ? " +" : "";
    row([name, german(value, digits) + mark, `${german(low, digits)} bis ${german(high, digits)}`, unit], mark !== "");
  }
}

function drawPressure(document: Document, random: () => number): void {
  document.fontSize(10).text("Mittelwert 136/80 mmHg, nächtliche Absenkung 11 %, 58 gültige Messungen.");
  const yOf = (pressure: number): number => 560 - (pressure - 40) * 2;
  for (const pressure of [60, 90, 120, 150, 180]) {
    document
      .fontSize(8)
      .fillColor("#566a72")
      .text(String(pressure), 56, yOf(pressure) - 4, { lineBreak: false });
    document.moveTo(80, yOf(pressure)).lineTo(539, yOf(pressure)).lineWidth(0.4).strokeColor("#d3dde0").stroke();
  }
  for (const [mean, colour] of [
    [138, "#931b1f"],
    [82, "#0b5966"],
  ] as const) {
    for (let step = 0; step < 58; step++) {
      const night = step > 34 && step < 50 ? 0.89 : 1;
      const x = 84 + step * 7.8;
      const y = yOf(mean * night + (random() - 0.5) * 18);
      if (step === 0) document.moveTo(x, y);
      else document.lineTo(x, y);
    }
    document.lineWidth(1).strokeColor(colour).stroke();
  }
}

function writeLetter(document: Document, chart: Chart): void {
  document.fontSize(11).fillColor("#12252c");
  const paragraphs = [
    "Sehr geehrte Kolleginnen und Kollegen,",
    "wir berichten über die ambulante Vorstellung.",
    `Diagnosen: ${chart.diagnoses.map(({ code, text }) => `${text} (${code})`).join(", ")}.`,
    `Befund: ${chart.notes.find(({ mark }) => mark === "B")?.text ?? "unauffällig."}`,
    `Therapie: ${chart.medication.map(({ name, dose }) => `${name} ${dose}`).join("; ")}.`,
    "Wir bitten um Kontrolle in vier Wochen und danken für die Überweisung.",
    "Mit kollegialen Grüßen",
  ];
  for (const paragraph of paragraphs) document.text(latin(paragraph), { lineGap: 3 }).moveDown(0.8);
}

const german = (value: number, digits: number): string => value.toFixed(digits).replace(".", ",");
const germanDate = (date: string): string => date.split("-").reverse().join(".");

/** The built-in faces know Latin 1 only; other letters lose their marks. */
function latin(text: string): string {
  return text
    .replaceAll("–", "-")
    .replaceAll("ı", "i")
    .replaceAll(/[^\u0000-\u00ff]/gu, (letter) => letter.normalize("NFD").replaceAll(/[^\u0000-\u00ff]/gu, ""));
}
