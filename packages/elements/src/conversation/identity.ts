import type { Words } from "@konsil/look";
import { KVNR_SYSTEM, LOCAL_SYSTEM, type Locale, type PartialDate, type Patient } from "@konsil/protocol";

/** Family name with its affix, as the plate writes it; empty when it is missing. */
export function familyOf(patient: Patient): string {
  return [patient.affix ?? "", patient.family].filter((part) => part !== "").join(" ");
}

/** `Bergmann, Erika`; "Name fehlt" when there is none (safety P8). */
export function nameOf(patient: Patient, words: Words): string {
  const parts = [familyOf(patient), patient.given].filter((part) => part !== "");
  return parts.length === 0 ? words.plate.nameMissing : parts.join(", ");
}

/** `12.08.1964`, `08.1964`, `1964`; English `12 Aug 1964`. Never completed (safety P8). */
export function birthDateOf(date: PartialDate, locale: Locale, words: Words): string {
  if (date === "") return words.plate.dateMissing;
  const [year = "", month, day] = date.split("-");
  if (locale === "de") return [day, month, year].filter((part) => part !== undefined).join(".");
  if (month === undefined) return year;
  const name = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" }).format(
    Date.UTC(2000, Number(month) - 1, 1),
  );
  return [day === undefined ? undefined : String(Number(day)), name.slice(0, 3), year]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** The number people know: the local one, else the KVNR. */
export function numberOf(patient: Patient): { readonly value: string; readonly issuer: string } | undefined {
  const found =
    patient.identifiers.find((one) => one.system === LOCAL_SYSTEM) ??
    patient.identifiers.find((one) => one.system === KVNR_SYSTEM);
  return found === undefined ? undefined : { value: found.value, issuer: found.issuer ?? "" };
}
