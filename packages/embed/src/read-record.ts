/** What the page's own model says is open, at the moment of asking. */
export type RecordReading =
  | { readonly outcome: "open"; readonly patient: Readonly<Record<string, string | number>> }
  | { readonly outcome: "none" };

/** A `readPatient` that takes longer has failed; the frame asks again or refuses by itself. */
export const READ_WITHIN_MS = 2000;

const FIELDS = ["number", "kvnr", "family", "given", "affix", "birthName", "birthDate", "sex"] as const;

/**
 * Calls the page's `readPatient` and takes from its answer what tells two people apart, nothing else: whatever more a
 * portal's model holds never leaves the page.
 * @throws whatever the page throws, or TypeError when the answer is no object, or Error when it comes too late
 */
export async function readRecord(readPatient: (() => unknown) | null): Promise<RecordReading> {
  const given = await withinTime(readPatient?.());
  if (given === null || given === undefined) return { outcome: "none" };
  if (typeof given !== "object") throw new TypeError("patient");
  const patient: Record<string, string | number> = {};
  for (const field of FIELDS) {
    const value = (given as Readonly<Record<string, unknown>>)[field];
    if (typeof value === "string" || typeof value === "number") patient[field] = value;
  }
  return { outcome: "open", patient };
}

function withinTime(work: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("late")), READ_WITHIN_MS);
    const settled = (): void => clearTimeout(late);
    Promise.resolve(work).then(resolve, reject).finally(settled);
  });
}
