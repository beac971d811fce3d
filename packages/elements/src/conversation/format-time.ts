import type { Words } from "@konsil/look";
import type { Locale } from "@konsil/protocol";
import { dayOf } from "./plan-rows.ts";

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", options);
  formats.set(key, made);
  return made;
}

/** `10:39`, 24 hours. @param at milliseconds since the epoch */
export function clockTime(at: number, locale: Locale): string {
  return format(locale, "clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** `Heute, Dienstag, 24. November`; with the year when it is not this one. @param day local day, `2026-11-24` */
export function dayTitle(day: string, now: number, locale: Locale, words: Words): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  // Noon, so that no change of daylight saving time moves the day.
  const noon = new Date(year, month - 1, date, 12).getTime();
  const sameYear = year === new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  const title = sameYear
    ? format(locale, "day", options).format(noon)
    : format(locale, "day-year", { ...options, year: "numeric" }).format(noon);
  if (day === dayOf(now)) return `${words.talk.today}, ${title}`;
  if (day === dayOf(noonOf(now) - DAY_MS)) return `${words.talk.yesterday}, ${title}`;
  return title;
}

/** `heute 08:31`, else `20.11., 08:31` (English `20 Nov, 08:31`), with the year when it is not this one. */
export function momentTitle(at: number, now: number, locale: Locale, words: Words): string {
  const time = clockTime(at, locale);
  if (dayOf(at) === dayOf(now)) return words.timeline.todayAt(time);
  const month = locale === "de" ? "2-digit" : "short";
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = sameYear
    ? format(locale, "date", { day: "2-digit", month }).format(at)
    : format(locale, "date-year", { day: "2-digit", month, year: "numeric" }).format(at);
  return `${date}, ${time}`;
}

/** `3 Stunden`: the largest whole unit. */
export function ageTitle(ageMs: number, words: Words): string {
  const minutes = Math.max(1, Math.floor(ageMs / 60_000));
  if (minutes < 60) return words.send.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.send.hours(hours) : words.send.days(Math.floor(hours / 24));
}

function noonOf(at: number): number {
  return new Date(at).setHours(12, 0, 0, 0);
}
