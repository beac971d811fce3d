import {
  asPatientKey,
  KVNR_SYSTEM,
  LOCAL_SYSTEM,
  type Patient,
  type PatientIdentifier,
  type PatientKey,
} from "@konsil/protocol";

/**
 * Other names under which the KVNR travels: the URI of private insurers, the OID, and the profile that the TI-Messenger
 * documents once demanded as a system (de.basisprofil.r4 "identifier-kvid-10").
 */
const KVNR_SYSTEMS: ReadonlySet<string> = new Set([
  KVNR_SYSTEM,
  "http://fhir.de/sid/pkv/kvid-10",
  "http://fhir.de/NamingSystem/gkv/kvid-10",
  "http://fhir.de/StructureDefinition/identifier-kvid-10",
  "urn:oid:1.2.276.0.76.4.8",
]);

export const isKvnrSystem = (system: string): boolean => KVNR_SYSTEMS.has(system);

export const normaliseSystem = (system: string): string => (isKvnrSystem(system) ? KVNR_SYSTEM : system);

/** (system, tenant, value) as one text without collisions: a local number is a key only together with all three (safety P1). */
export function keyOfIdentifier(identifier: PatientIdentifier): PatientKey {
  const system = normaliseSystem(identifier.system);
  const value = identifier.value.trim();
  // A KVNR is unique in the whole country and written in capitals: nothing else about it can differ.
  const parts = system === KVNR_SYSTEM ? [system, "", value.toUpperCase()] : [system, identifier.tenant, value];
  return asPatientKey(parts.map(encoded).join("|"));
}

/** Like encodeURIComponent, which throws at half a surrogate pair: a host page may give us one. */
function encoded(text: string): string {
  if (text.isWellFormed()) return encodeURIComponent(text);
  const half = (unit: string): string => `%u${unit.charCodeAt(0).toString(16)}`;
  return Array.from(text, (unit) => (unit.isWellFormed() ? encodeURIComponent(unit) : half(unit))).join("");
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

/**
 * Lower case, umlauts and ß written out, accents, spaces and punctuation gone. Letters of every script stay: a name that
 * folds to nothing would be like any other.
 */
export function foldName(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
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
  const identifier = patient.identifiers.find((candidate) => isKvnrSystem(candidate.system));
  return identifier?.value.trim().toUpperCase();
}
