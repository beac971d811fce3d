import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHostPatient } from "@konsil/protocol";
import { chartsOf } from "./charts.ts";
import { staff } from "./staff.ts";

const today = "2026-11-24";
const sonnenallee = chartsOf("sonnenallee", today).map(({ patient }) => patient);
const nord = chartsOf("nord", today).map(({ patient }) => patient);

test("[D11] 12 records and at least 3 people a site", () => {
  for (const patients of [sonnenallee, nord]) {
    assert.equal(patients.length, 12);
    assert.equal(new Set(patients.map(({ number }) => number)).size, 12);
  }
  for (const site of ["sonnenallee", "nord"]) {
    assert.ok(staff.filter((member) => member.site === site).length >= 3);
  }
  for (const { role, displayName } of staff) {
    if (role !== "function") assert.match(displayName, /^[^,]+, [^,]+$/);
  }
});

test("[D11] every record is a patient that the chat accepts", () => {
  for (const tenant of ["sonnenallee", "sonnenallee-2", "nord"] as const) {
    for (const { patient } of chartsOf(tenant, today)) {
      assert.equal(parseHostPatient(patient, tenant)?.family, patient.family, patient.number);
    }
  }
});

test("[P1] [D11] three tenants know three people by one number", () => {
  const holders = (["sonnenallee", "sonnenallee-2", "nord"] as const).map(
    (tenant) => chartsOf(tenant, today).find(({ patient }) => patient.number === "4711-208")?.patient.family,
  );
  assert.deepEqual(holders, ["Huber", "Aydın", "Lehmann"]);
});

test("[D11] similar names, twins, babies, partial dates and a long name are among them", () => {
  const bergmanns = sonnenallee.filter(({ family }) => family === "Bergmann");
  assert.deepEqual(
    bergmanns.map(({ given }) => given),
    ["Erika", "Frauke"],
  );
  for (const patients of [sonnenallee, nord]) {
    const births = patients.map(({ family, birthDate }) => `${family} ${birthDate}`);
    assert.equal(births.filter((birth, index) => births.indexOf(birth) !== index).length, 1, "one pair of twins");
    const age = (date: string): number => (Date.parse(today) - Date.parse(date)) / 86_400_000;
    assert.ok(patients.some(({ birthDate }) => birthDate.length === 10 && age(birthDate) < 28));
    assert.ok(patients.some(({ birthDate }) => birthDate.length < 10));
  }
  assert.ok(sonnenallee.some(({ family }) => family === "Schmidt-Rottenberger-Achenbach"));
});
