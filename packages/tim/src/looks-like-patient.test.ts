import assert from "node:assert/strict";
import { test } from "node:test";
import { LOCAL_SYSTEM, type Patient } from "@konsil/protocol";
import { looksLikePatient } from "./looks-like-patient.ts";

const patient: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "KN-0093317" }],
  family: "Müller-Groß",
  given: "René",
  birthName: "Yıldız",
  birthDate: "1964-08-12",
  sex: "male",
};

test("[G5] a KVNR or a full date gives a patient away, however it is written", () => {
  for (const text of [
    "A123456780",
    "Befund a 123 456 780",
    "x-Z987654321",
    "geb. 12.08.1964",
    "1964-08-12",
    "12/8/64",
  ]) {
    assert.equal(looksLikePatient(text, null), true, text);
  }
});

test("[G5] a name or a number of the record gives it away, whatever case, accent or umlaut", () => {
  for (const text of ["Herr Müller", "MUELLER", "wegen gross", "Rene", "rené?", "Nr. KN 0093317", "Yıldız"]) {
    assert.equal(looksLikePatient(text, patient), true, text);
  }
});

test("[G5] what tells nothing may be written", () => {
  for (const text of [
    "",
    "Kardiologie",
    "Müllerei",
    "Dienst 24/7",
    "Station 3, Zimmer 12",
    "CT 2026-08",
    "A1234567801",
  ]) {
    assert.equal(looksLikePatient(text, patient), false, text);
  }
});
