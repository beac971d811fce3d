import * as v from "valibot";

/**
 * A birth date as well as it is known: `1948`, `1948-03` or `1948-03-09` (FHIR `date`). Never completed with 01.01.
 */
export type PartialDate = string;

export const sexes = ["female", "male", "diverse", "undetermined", "unknown"] as const;
/** Sex as German records keep it: weiblich, männlich, divers, unbestimmt, nicht angegeben (X, D of PStG). */
export type Sex = (typeof sexes)[number];

/** A local number is a key only together with its system and tenant (safety P1). */
export interface PatientIdentifier {
  /** Naming system, a URI: `urn:konsil:local` for the number of the practice, KVNR: `http://fhir.de/sid/gkv/kvid-10`. */
  readonly system: string;
  /** Tenant that issued the number. Empty only for nationally unique systems (KVNR). */
  readonly tenant: string;
  readonly value: string;
  /** Name of the issuer for people, e.g. "Klinikum Nord". */
  readonly issuer?: string;
}

/** The minimal shape of a patient: what it takes to not confuse two people, and nothing else. */
export interface Patient {
  readonly identifiers: readonly PatientIdentifier[];
  readonly family: string;
  readonly given: string;
  /** Name affixes such as "von", "Freiherr", "Dr." that stand before the family name. */
  readonly affix?: string;
  readonly birthName?: string;
  readonly birthDate: PartialDate;
  readonly sex: Sex;
}

export const KVNR_SYSTEM = "http://fhir.de/sid/gkv/kvid-10";
export const LOCAL_SYSTEM = "urn:konsil:local";

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const partialDateSchema = v.pipe(
  v.string(),
  v.regex(/^(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/),
  v.check(isPossibleDate, "no such day"),
);

function isPossibleDate(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  if (year < 1850 || year > 2200) return false;
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

export const patientIdentifierSchema = v.object({
  system: v.pipe(text(200), v.minLength(1)),
  tenant: text(100),
  value: v.pipe(text(100), v.minLength(1)),
  issuer: v.exactOptional(text(200)),
});

export const patientSchema = v.object({
  identifiers: v.pipe(v.array(patientIdentifierSchema), v.minLength(1), v.maxLength(10)),
  family: text(200),
  given: text(200),
  affix: v.exactOptional(text(100)),
  birthName: v.exactOptional(text(200)),
  birthDate: v.union([partialDateSchema, v.literal("")]),
  sex: v.picklist(sexes),
});

/** What a host page may hand over: numbers as text or number, the tenant comes from `boot`, never from here. */
const hostPatientSchema = v.object({
  number: v.pipe(
    v.union([v.string(), v.number()]),
    v.transform((value) => String(value).trim()),
    v.minLength(1),
    v.maxLength(100),
  ),
  kvnr: v.optional(v.nullable(text(20))),
  family: v.optional(v.nullable(text(200))),
  given: v.optional(v.nullable(text(200))),
  affix: v.optional(v.nullable(text(100))),
  birthName: v.optional(v.nullable(text(200))),
  birthDate: v.optional(v.nullable(v.union([partialDateSchema, v.literal("")]))),
  sex: v.optional(v.nullable(v.picklist(sexes))),
});

/**
 * Parses the patient object of a host page (`readPatient`, attributes, channel) into a fresh {@link Patient}.
 * @returns undefined when it is absurd; a missing name or birth date stays empty and is never confirmed (safety P8).
 */
export function parseHostPatient(input: unknown, tenant: string, issuer?: string): Patient | undefined {
  const result = v.safeParse(hostPatientSchema, input);
  if (!result.success) return undefined;
  const raw = result.output;
  const identifiers: PatientIdentifier[] = [
    { system: LOCAL_SYSTEM, tenant, value: raw.number, ...(issuer ? { issuer } : {}) },
  ];
  if (raw.kvnr) identifiers.push({ system: KVNR_SYSTEM, tenant: "", value: raw.kvnr.toUpperCase() });
  return {
    identifiers,
    family: raw.family ?? "",
    given: raw.given ?? "",
    birthDate: raw.birthDate ?? "",
    sex: raw.sex ?? "unknown",
    ...(raw.affix ? { affix: raw.affix } : {}),
    ...(raw.birthName ? { birthName: raw.birthName } : {}),
  };
}

/** Parses a {@link Patient} that comes back from storage, a port or a case header. */
export function parsePatient(input: unknown): Patient | undefined {
  const result = v.safeParse(patientSchema, input);
  return result.success ? result.output : undefined;
}
