import assert from "node:assert/strict";
import { test } from "node:test";
import { KVNR_SYSTEM, LOCAL_SYSTEM, type Patient } from "@konsil/protocol";
import { caseHeaderContent, caseHeaderText } from "./case-header-content.ts";

const PATIENT: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418", issuer: "Praxis Sonnenallee" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};

test("[O3] [C1] the header is a message that every client shows, with the structured form beside it", () => {
  assert.deepEqual(caseHeaderContent(PATIENT), {
    msgtype: "m.text",
    body: "Es geht um: Bergmann, Erika, geb. 12.08.1964, Nr. 20418, Praxis Sonnenallee",
    "m.mentions": {},
    "de.konsil.case.v1": { patient: PATIENT },
  });
});

test("[O3] [P8] what is not known is left out and never made up", () => {
  const kvnr = [{ system: KVNR_SYSTEM, tenant: "", value: "X110411319" }];
  const texts = [
    caseHeaderText({ ...PATIENT, birthDate: "1948" }),
    caseHeaderText({ ...PATIENT, birthDate: "1948-03" }),
    caseHeaderText({ ...PATIENT, birthDate: "", affix: "von", birthName: "Meier" }),
    caseHeaderText({ ...PATIENT, identifiers: kvnr }),
  ];
  assert.deepEqual(texts, [
    "Es geht um: Bergmann, Erika, geb. 1948, Nr. 20418, Praxis Sonnenallee",
    "Es geht um: Bergmann, Erika, geb. 03.1948, Nr. 20418, Praxis Sonnenallee",
    "Es geht um: von Bergmann, Erika, Geburtsname Meier, Nr. 20418, Praxis Sonnenallee",
    "Es geht um: Bergmann, Erika, geb. 12.08.1964, KVNR X110411319",
  ]);
});

test("[O3] bidirectional controls in a name cannot turn the line around", () => {
  assert.equal(
    caseHeaderText({ ...PATIENT, family: "\u202eBerg\u2066mann" }),
    "Es geht um: Bergmann, Erika, geb. 12.08.1964, Nr. 20418, Praxis Sonnenallee",
  );
});
