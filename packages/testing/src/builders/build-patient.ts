import { patientKeyOf } from "@konsil/patient/keys";
import { LOCAL_SYSTEM, type CaseBinding, type Patient, type Reading } from "@konsil/protocol";

/** Erika Bergmann, number 20418 of "Praxis Sonnenallee"; `number` is a short way to another record. */
export function buildPatient({
  number = "20418",
  ...fields
}: Partial<Patient> & { readonly number?: string } = {}): Patient {
  return {
    identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: number, issuer: "Praxis Sonnenallee" }],
    family: "Bergmann",
    given: "Erika",
    birthDate: "1964-08-12",
    sex: "female",
    ...fields,
  };
}

/** What the index knows of a conversation that this account began. */
export const buildBinding = (patient: Patient, fields: Partial<CaseBinding> = {}): CaseBinding => ({
  key: patientKeyOf(patient),
  patient,
  origin: "own",
  ...fields,
});

/** What the host said when it was asked. */
export const buildReading = (patient: Patient, fields: Partial<Reading> = {}): Reading => ({
  source: "host",
  patient,
  key: patientKeyOf(patient),
  readAt: 0,
  ...fields,
});
