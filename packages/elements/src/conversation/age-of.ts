import type { Words } from "@konsil/look";
import type { PartialDate } from "@konsil/protocol";

/** `62 J.`; under 2 years in months, under 28 days in days; empty when the date is not known to the day (safety P8). */
export function ageOf(birthDate: PartialDate, now: number, words: Words): string {
  const [year = 0, month, day] = birthDate.split("-").map(Number);
  if (month === undefined || day === undefined) return "";
  const today = new Date(now);
  const born = new Date(year, month - 1, day);
  const days = Math.round(
    (Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) - Date.UTC(year, month - 1, day)) / 86_400_000,
  );
  if (days < 0) return "";
  if (days < 28) return words.plate.days(days);
  const months =
    (today.getFullYear() - born.getFullYear()) * 12 +
    today.getMonth() -
    born.getMonth() -
    (today.getDate() < day ? 1 : 0);
  return months < 24 ? words.plate.months(Math.max(0, months)) : words.plate.years(Math.floor(months / 12));
}
