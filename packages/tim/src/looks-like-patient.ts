import type { Patient } from "@konsil/protocol";

/** KVNR: a letter and nine digits (GKV-Spitzenverband); with the spaces and dashes in which people write it. */
const KVNR = /(?<![A-Za-z0-9])[A-Za-z](?:[ -]?\d){9}(?!\d)/;
/** A full date of any style: 1964-08-12, 12.08.1964, 12/8/64. */
const DATE = /(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./ ]+\d{1,2}[-./ ]+(?:\d{4}|\d{2}))(?!\d)/;

/**
 * Would this text tell servers whom it is about? Room names and topics lie in clear on every server of the room, so
 * one word too many is a disclosure; the question is answered with yes when in doubt.
 * @param patient the record it is about; null: only the patterns of a KVNR and of a birth date are looked for
 */
export function looksLikePatient(text: string, patient: Patient | null): boolean {
  if (KVNR.test(text) || DATE.test(text)) return true;
  if (patient === null) return false;
  const words = new Set(wordsOf(text));
  const names = [patient.family, patient.given, patient.birthName ?? ""].flatMap(wordsOf);
  const numbers = patient.identifiers.map(({ value }) => squeezed(value)).filter((value) => value.length >= 3);
  return names.some((name) => name.length >= 2 && words.has(name)) || numbers.some((it) => squeezed(text).includes(it));
}

/** Names are compared word by word: "Berg" is not in "Bergmann", "Müller-Lüdenscheidt" is two. */
const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

const squeezed = (text: string): string => folded(text).replaceAll(/[^\p{L}\p{N}]+/gu, "");

const folded = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "");
