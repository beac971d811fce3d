import {
  asEventId,
  asUserId,
  KVNR_SYSTEM,
  LOCAL_SYSTEM,
  type EventId,
  type Patient,
  type UserId,
} from "@konsil/protocol";

export const CASE_HEADER_FIELD = "de.konsil.case.v1";

// Controls that could reorder the line in a client that does not isolate them (Unicode UAX #9).
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The case header (safety C1): a message that every Matrix client shows, the structured form beside it. The sentence is
 * part of what goes over the wire, like a format, and therefore not in the word catalogues.
 */
export function caseHeaderContent(patient: Patient): Readonly<Record<string, unknown>> {
  return { msgtype: "m.text", body: caseHeaderText(patient), "m.mentions": {}, [CASE_HEADER_FIELD]: { patient } };
}

/** Where a relayed header comes from: whose words it repeats, and in which event they stand. */
export interface Relay {
  readonly from: UserId;
  readonly eventId: EventId;
}

/** A copy of the header for people who were invited later and cannot read the original (safety C1). */
export function relayedHeaderContent(patient: Patient, { from, eventId }: Relay): Readonly<Record<string, unknown>> {
  return {
    msgtype: "m.text",
    body: `${caseHeaderText(patient)} (weitergegeben)`,
    "m.mentions": {},
    [CASE_HEADER_FIELD]: { patient, relayed_from: from, relayed_event: eventId },
  };
}

/** @returns undefined where the content is no relayed header */
export function relayOf(content: Readonly<Record<string, unknown>>): Relay | undefined {
  const field = content[CASE_HEADER_FIELD];
  if (typeof field !== "object" || field === null) return undefined;
  const { relayed_from: from, relayed_event: eventId } = field as Readonly<Record<string, unknown>>;
  if (typeof from !== "string" || typeof eventId !== "string") return undefined;
  return { from: asUserId(from), eventId: asEventId(eventId) };
}

/** "Es geht um: Bergmann, Erika, geb. 12.08.1964, Nr. 20418, Praxis Sonnenallee". What is not known is left out. */
export function caseHeaderText(patient: Patient): string {
  const family = [patient.affix ?? "", patient.family].filter((part) => part !== "").join(" ");
  const number = patient.identifiers.find((identifier) => identifier.system === LOCAL_SYSTEM);
  const kvnr = patient.identifiers.find((identifier) => identifier.system === KVNR_SYSTEM);
  const parts = [
    family,
    patient.given,
    patient.birthName === undefined ? "" : `Geburtsname ${patient.birthName}`,
    patient.birthDate === "" ? "" : `geb. ${germanDate(patient.birthDate)}`,
    number === undefined ? "" : `Nr. ${number.value}`,
    number === undefined && kvnr !== undefined ? `KVNR ${kvnr.value}` : "",
    number?.issuer ?? "",
  ];
  const line = parts.filter((part) => part !== "").join(", ");
  return `Es geht um: ${line}`.replaceAll(BIDI_CONTROLS, "");
}

/** As well as it is known: 1964-08-12 → 12.08.1964, 1948-03 → 03.1948, 1948 → 1948. */
function germanDate(date: string): string {
  return date.split("-").reverse().join(".");
}
