import type { Patient } from "@konsil/protocol";
import { foldName, patientKeyOf } from "./keys.ts";

/**
 * Another patient of the practice who could be taken for this one, the most alike first: the twin, then the namesake, then
 * anyone of the same family name, then the same birthday with the same given name or nearly the same family name.
 */
export function findSimilar(patient: Patient, known: readonly Patient[]): Patient | undefined {
  const key = patientKeyOf(patient);
  let best: { readonly patient: Patient; readonly likeness: number } | undefined;
  for (const other of known) {
    const likeness = likenessOf(patient, other);
    if (likeness <= (best?.likeness ?? 0) || patientKeyOf(other) === key) continue;
    best = { patient: other, likeness };
  }
  return best?.patient;
}

function likenessOf(a: Patient, b: Patient): number {
  const [family, otherFamily] = [foldName(a.family), foldName(b.family)];
  const [given, otherGiven] = [foldName(a.given), foldName(b.given)];
  if (family === "" || otherFamily === "") return 0;
  const isSameDay = a.birthDate.length === 10 && a.birthDate === b.birthDate;
  const isSameGiven = given !== "" && given === otherGiven;
  if (family === otherFamily) return isSameDay ? 4 : isSameGiven ? 3 : 2;
  return isSameDay && (isSameGiven || isNearly(family, otherFamily)) ? 1 : 0;
}

/** One letter more, less or other: Meier and Meyer, Bergmann and Bergman. */
function isNearly(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const skipA = a.length >= b.length ? 1 : 0;
  const skipB = b.length >= a.length ? 1 : 0;
  return a.slice(start + skipA) === b.slice(start + skipB);
}
