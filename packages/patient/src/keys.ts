import {
  asPatientKey,
  KVNR_SYSTEM,
  LOCAL_SYSTEM,
  type Patient,
  type PatientIdentifier,
  type PatientKey,
} from "@konsil/protocol";

/** Older German profiles name the KVNR by another system (FHIR R4 "identifier-kvid-10"). */
const OLD_KVNR_SYSTEM = "http://fhir.de/StructureDefinition/identifier-kvid-10";

export const normaliseSystem = (system: string): string => (system === OLD_KVNR_SYSTEM ? KVNR_SYSTEM : system);

/** (system, tenant, value) as one text without collisions: a local number is a key only together with all three (safety P1). */
export function keyOfIdentifier(identifier: PatientIdentifier): PatientKey {
  const parts = [normaliseSystem(identifier.system), identifier.tenant, identifier.value.trim()];
  return asPatientKey(parts.map(encodeURIComponent).join("|"));
}

/** The key of a record: its local number, else its first identifier. @throws RangeError without any identifier */
export function patientKeyOf(patient: Patient): PatientKey {
  const local = patient.identifiers.find((identifier) => identifier.system === LOCAL_SYSTEM) ?? patient.identifiers[0];
  if (!local) throw new RangeError("identifier");
  return keyOfIdentifier(local);
}

/** The number of a record as its practice prints it, with its issuer where it is another organisation's. */
export function localNumberOf(patient: Patient): PatientIdentifier | undefined {
  return patient.identifiers.find((identifier) => identifier.system === LOCAL_SYSTEM);
}

/** Lower case, umlauts and ß written out, accents and punctuation gone: for proposing, never for deciding. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]+/g, "");
}

/**
 * Could two records of different organisations be one person? Family name and full birth date must agree, and the KVNR
 * where both have one. Only a proposal: a person confirms with both plates side by side (safety P1).
 */
export function couldBeSame(a: Patient, b: Patient): boolean {
  const kvnrs = [a, b].map((patient) => kvnrOf(patient));
  if (kvnrs[0] !== undefined && kvnrs[1] !== undefined && kvnrs[0] !== kvnrs[1]) return false;
  const isFullDate = a.birthDate.length === 10;
  return isFullDate && a.birthDate === b.birthDate && a.family !== "" && foldName(a.family) === foldName(b.family);
}

export function kvnrOf(patient: Patient): string | undefined {
  const identifier = patient.identifiers.find((candidate) => normaliseSystem(candidate.system) === KVNR_SYSTEM);
  return identifier?.value.trim().toUpperCase();
}
