/** The patient in the attributes of the first `<konsil-chat>`; null without a number. A candidate at most (safety P2). */
export function attributePatient(): Readonly<Record<string, string | null>> | null {
  const element = document.querySelector("konsil-chat[patient-number]");
  if (!element) return null;
  const read = (name: string): string | null => element.getAttribute(`patient-${name}`);
  return {
    number: read("number"),
    family: read("family"),
    given: read("given"),
    birthDate: read("birth-date"),
    sex: read("sex"),
  };
}
