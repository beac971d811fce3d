import type { Locale } from "@konsil/protocol";

const units = ["B", "KB", "MB", "GB"] as const;

/** `1,8 MB`, `412 KB`: decimal units, one digit below 10, none above. @param sizeBytes bytes, not negative */
export function formatSize(sizeBytes: number, locale: Locale): string {
  let value = Math.max(0, sizeBytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  const number = new Intl.NumberFormat(locale === "de" ? "de-DE" : "en-GB", { maximumFractionDigits: digits });
  return `${number.format(value)}\u00a0${units[unit] ?? "GB"}`;
}

/** Whole percent, never 100 before the last byte. */
export function percentOf(doneBytes: number, totalBytes: number): number {
  if (totalBytes <= 0) return 0;
  return doneBytes >= totalBytes ? 100 : Math.min(99, Math.max(0, Math.floor((doneBytes / totalBytes) * 100)));
}
