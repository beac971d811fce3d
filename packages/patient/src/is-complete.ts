import type { Patient, PatientIdentifier } from "@konsil/protocol";
import { isKvnrSystem } from "./keys.ts";

/** Family name, birth date (as well as it is known) and a scoped number: without one of them nothing is ever confirmed. */
export function isComplete(patient: Patient): boolean {
  return patient.family.trim() !== "" && patient.birthDate !== "" && patient.identifiers.some(isScoped);
}

/** A local number without its tenant exists in every practice (safety P1). */
function isScoped({ system, tenant, value }: PatientIdentifier): boolean {
  return value.trim() !== "" && (tenant !== "" || isKvnrSystem(system));
}
