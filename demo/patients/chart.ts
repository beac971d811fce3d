import type { Sex } from "@konsil/protocol";

/** The object a host page hands over when it is asked whose record is open. */
export interface ChartPatient {
  readonly number: string;
  readonly kvnr?: string;
  readonly family: string;
  readonly given: string;
  readonly affix?: string;
  readonly birthName?: string;
  /** As well as it is known: `1948`, `1948-03`, `1948-03-09`. */
  readonly birthDate: string;
  readonly sex: Sex;
}

export type PdfTemplate = "ecg" | "lab" | "letter" | "pressure";
export type Picture = "echo" | "chest" | "fundus";

export interface Finding {
  /** Unique within a chart, part of its address. */
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly title: string;
  readonly origin: string;
  readonly content:
    { readonly type: "pdf"; readonly template: PdfTemplate } | { readonly type: "png"; readonly picture: Picture };
}

export interface Note {
  readonly date: string;
  /** Anamnese, Befund, Therapie. */
  readonly mark: "A" | "B" | "T";
  readonly text: string;
}

/** One record of the make-believe practice. All of it is invented. */
export interface Chart {
  readonly patient: ChartPatient;
  readonly insurer: string;
  readonly caveat: string | null;
  readonly tags: readonly string[];
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  readonly medication: readonly { readonly name: string; readonly form: string; readonly dose: string }[];
  readonly diagnoses: readonly { readonly code: string; readonly text: string }[];
  readonly values: readonly { readonly name: string; readonly value: string; readonly isHigh?: boolean }[];
  readonly appointments: readonly {
    readonly date: string;
    readonly time: string;
    readonly reason: string;
    readonly person: string;
  }[];
}

export const fileNameOf = (finding: Finding): string =>
  `${finding.title.replaceAll(/[^\p{L}\p{N} -]+/gu, "").replaceAll(/\s+/g, " ")} ${finding.date}.${finding.content.type}`;
