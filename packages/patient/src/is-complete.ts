import type { Patient } from "@konsil/protocol";

/** Family name, birth date (as well as it is known) and a scoped number: without one of them nothing is ever confirmed. */
export function isComplete(patient: Patient): boolean {
  const hasNumber = patient.identifiers.some((identifier) => identifier.value.trim() !== "");
  return patient.family.trim() !== "" && patient.birthDate !== "" && hasNumber;
}
