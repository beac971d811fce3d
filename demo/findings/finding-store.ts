import { fileNameOf, type Chart, type Finding } from "../patients/chart.ts";
import { drawPicture } from "./draw-picture.ts";
import { encodePng } from "./encode-png.ts";
import { writePdf } from "./write-pdf.ts";

export interface FindingFile {
  readonly name: string;
  readonly mimeType: "application/pdf" | "image/png";
  readonly bytes: Buffer;
  /** Pixels, pictures only. */
  readonly width?: number;
  readonly height?: number;
}

/** Makes the files of findings when they are first asked for, and keeps them. */
export class FindingStore {
  readonly #made = new Map<string, Promise<FindingFile>>();

  fileOf(chart: Chart, finding: Finding): Promise<FindingFile> {
    // Two tenants share a number: the name tells their people apart.
    const key = [chart.patient.number, chart.patient.family, finding.id].join("|");
    const known = this.#made.get(key) ?? makeFile(chart, finding, key);
    this.#made.set(key, known);
    return known;
  }
}

async function makeFile(chart: Chart, finding: Finding, seed: string): Promise<FindingFile> {
  const name = fileNameOf(finding);
  const { content } = finding;
  if (content.type === "pdf") {
    return { name, mimeType: "application/pdf", bytes: await writePdf(chart, finding, content.template) };
  }
  const { width, height, ...raster } = drawPicture(content.picture, seed);
  return { name, mimeType: "image/png", bytes: encodePng({ width, height, ...raster }), width, height };
}
