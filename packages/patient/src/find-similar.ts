import type { Patient } from "@konsil/protocol";
import { foldName, patientKeyOf } from "./keys.ts";

/** Another patient of the practice who could be taken for this one: same family name, or same birthday and given name. */
export function findSimilar(patient: Patient, known: readonly Patient[]): Patient | undefined {
  const key = patientKeyOf(patient);
  const family = foldName(patient.family);
  const given = foldName(patient.given);
  return known.find((other) => {
    if (patientKeyOf(other) === key || family === "") return false;
    const isSameFamily = foldName(other.family) === family;
    const isSameDay = other.birthDate.length === 10 && other.birthDate === patient.birthDate;
    return isSameFamily || (isSameDay && given !== "" && foldName(other.given) === given);
  });
}
