import type { Reading } from "@konsil/protocol";
import { foldName } from "./keys.ts";

/** Same record in both readings: same key, and no field that both name differs. */
export function isSameRecord(a: Reading, b: Reading): boolean {
  return a.key === b.key && differingFields(a, b).length === 0;
}

/** Everything that stands on the plate is the same, to the letter. */
export function isSamePlate(a: Reading, b: Reading): boolean {
  const [left, right] = [a.patient, b.patient];
  const fields = ["family", "given", "affix", "birthName", "birthDate", "sex"] as const;
  return a.key === b.key && fields.every((field) => left[field] === right[field]);
}

export type DifferingField = "family" | "given" | "birthDate" | "number";

/** What differs between two readings; a field that one of them leaves out does not. */
export function differingFields(a: Reading, b: Reading): readonly DifferingField[] {
  const fields: DifferingField[] = [];
  if (differs(foldName(a.patient.family), foldName(b.patient.family))) fields.push("family");
  if (differs(foldName(a.patient.given), foldName(b.patient.given))) fields.push("given");
  if (contradicts(a.patient.birthDate, b.patient.birthDate)) fields.push("birthDate");
  if (a.key !== b.key) fields.push("number");
  return fields;
}

const differs = (a: string, b: string): boolean => a !== "" && b !== "" && a !== b;

/** "1964" says less than "1964-08-12" but nothing else: dates are as known, from the year on (safety P8). */
const contradicts = (a: string, b: string): boolean => differs(a, b) && !a.startsWith(b) && !b.startsWith(a);
