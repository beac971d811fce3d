/** Attribute of `<konsil-chat>` → field of a patient. */
const ATTRIBUTES = {
  "patient-number": "number",
  "patient-kvnr": "kvnr",
  "patient-family": "family",
  "patient-given": "given",
  "patient-affix": "affix",
  "patient-birth-name": "birthName",
  "patient-birth-date": "birthDate",
  "patient-sex": "sex",
} as const;

/** The patient in the attributes of the first `<konsil-chat>`; null without a number. A candidate at most (safety P2). */
export function attributePatient(): Readonly<Record<string, string | null>> | null {
  const element = document.querySelector("konsil-chat[patient-number]");
  if (!element) return null;
  return Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([attribute, field]) => [field, element.getAttribute(attribute)]),
  );
}
