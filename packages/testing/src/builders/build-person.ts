import { asUserId, serverOf, type Person } from "@konsil/protocol";

/** A person of "Klinikum Nord" unless told otherwise; the server follows from the user id. */
export function buildPerson(fields: Partial<Person> = {}): Person {
  const userId = fields.userId ?? asUserId("@nwosu:klinikum-nord.example");
  return {
    userId,
    name: "Nwosu, Adaeze",
    shape: "person",
    organisation: "Klinikum Nord",
    server: serverOf(userId),
    lookAlike: false,
    ...fields,
  };
}

/** Whose chat it is. */
export const buildSelf = (fields: Partial<Person> = {}): Person =>
  buildPerson({
    userId: asUserId("@brandt:sonnenallee.example"),
    name: "Brandt, Katrin",
    organisation: "Praxis Sonnenallee",
    ...fields,
  });
