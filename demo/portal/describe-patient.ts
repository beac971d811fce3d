import type { ChartPatient } from "../patients/chart.ts";
import type { PortalWords } from "./words/de.ts";

const DAY_MS = 86_400_000;

/** `12.08.1964` or `12 Aug 1964`; a date that is only partly known stays so. */
export function formatDate(date: string, locale: "de" | "en"): string {
  const [year = "", month, day] = date.split("-");
  if (locale === "de") return [day, month, year].filter((part) => part !== undefined).join(".");
  if (month === undefined) return year;
  const name = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" }).format(
    Date.UTC(Number(year), Number(month) - 1, 1),
  );
  return [day === undefined ? undefined : String(Number(day)), name, year]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** Under 28 days in days, under 2 years in months, else in years; unknown for a partial date (safety P8). */
export function describeAge(birthDate: string, now: number, words: PortalWords): string | null {
  if (birthDate.length !== 10) return null;
  const born = new Date(birthDate);
  const days = Math.floor((now - born.getTime()) / DAY_MS);
  if (days < 28) return words.days(days);
  const today = new Date(now);
  const isBeforeDay = today.getUTCDate() < born.getUTCDate() ? 1 : 0;
  const months =
    (today.getUTCFullYear() - born.getUTCFullYear()) * 12 + today.getUTCMonth() - born.getUTCMonth() - isBeforeDay;
  return months < 24 ? words.months(months) : words.years(Math.floor(months / 12));
}

export const fullName = ({ affix, family, given }: ChartPatient): string =>
  `${affix === undefined ? "" : `${affix} `}${family}, ${given}`;

export function formatSize(bytes: number, locale: "de" | "en"): string {
  const isBig = bytes >= 1_000_000;
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: isBig ? 1 : 0 });
  return `${value.format(isBig ? bytes / 1_000_000 : bytes / 1000)} ${isBig ? "MB" : "KB"}`;
}
