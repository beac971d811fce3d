import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { KVNR_SYSTEM, LOCAL_SYSTEM, type Patient } from "@konsil/protocol";
import { findSimilar } from "./find-similar.ts";
import { couldBeSame, foldName, keyOfIdentifier, patientKeyOf } from "./keys.ts";

const erika: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "4711" }],
  family: "Müller",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};

test("[P1] the same local number of two tenants gives two keys", () => {
  const other = { ...erika, identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee-2", value: "4711" }] };
  assert.notEqual(patientKeyOf(erika), patientKeyOf(other));
});

test("[K1] different triples never give one key", () => {
  const part = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (a, b) => {
      const keys = [a, b].map(([system, tenant, value]) => keyOfIdentifier({ system, tenant, value }));
      const same = a[0] === b[0] && a[1] === b[1] && a[2].trim() === b[2].trim();
      return same === (keys[0] === keys[1]);
    }),
  );
});

test("[P1] across organisations only KVNR, full birth date and family name together propose", () => {
  const there: Patient = {
    ...erika,
    family: "Mueller",
    identifiers: [{ system: LOCAL_SYSTEM, tenant: "nord", value: "KN-1" }],
  };
  const kvnr = (value: string) => ({ system: KVNR_SYSTEM, tenant: "", value });
  assert.equal(couldBeSame(erika, there), true);
  assert.equal(couldBeSame(erika, { ...there, birthDate: "1964-08-13" }), false);
  assert.equal(couldBeSame({ ...erika, birthDate: "1964" }, { ...there, birthDate: "1964" }), false);
  const a = { ...erika, identifiers: [...erika.identifiers, kvnr("A123456780")] };
  const b = { ...there, identifiers: [...there.identifiers, kvnr("B123456782")] };
  assert.equal(couldBeSame(a, b), false);
});

test("[K1] a number with half a surrogate pair, or of any script, has a key of its own", () => {
  const keyOf = (value: string) => keyOfIdentifier({ system: LOCAL_SYSTEM, tenant: "sonnenallee", value });
  const values = ["\ud800", "\ud801", "\udc00", "%ud800", "😀", "٤٧١١", "4711", "04711", "4711|", "%7C"];
  assert.equal(new Set(values.map(keyOf)).size, values.length);
});

test("[K1] a KVNR is one number under all its names, in the whole country", () => {
  const systems = [
    KVNR_SYSTEM,
    "http://fhir.de/sid/pkv/kvid-10",
    "http://fhir.de/StructureDefinition/identifier-kvid-10",
    "urn:oid:1.2.276.0.76.4.8",
  ];
  const keys = systems.map((system, index) =>
    keyOfIdentifier({ system, tenant: index % 2 === 0 ? "" : "nord", value: index < 2 ? "A123456780" : "a123456780 " }),
  );
  assert.equal(new Set(keys).size, 1);
  const local = keyOfIdentifier({ system: LOCAL_SYSTEM, tenant: "", value: "A123456780" });
  assert.ok(!keys.includes(local));
});

test("[K2] folding writes umlauts out, however they are encoded, and keeps the letters of other scripts", () => {
  assert.equal(foldName("Müller-Lüdenscheidt"), foldName("MUELLER LUEDENSCHEIDT"));
  assert.equal(foldName("Mu\u0308ller"), "mueller");
  assert.equal(foldName("Yıldız"), foldName("yıldız"));
  assert.equal(foldName("O’Connor, Zoë"), "oconnorzoe");
  assert.notEqual(foldName("Иванов"), foldName("Петров"));
  assert.notEqual(foldName("عبد الله"), "");
});

test("[K2] same family name, or same birthday and given name, is worth a warning; the record itself is not", () => {
  const other = (value: string, change: Partial<Patient>): Patient => ({
    ...erika,
    identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value }],
    ...change,
  });
  const frauke = other("2", { given: "Frauke", birthDate: "1971-05-03" });
  const sameDay = other("3", { family: "Schulz" });
  const twin = other("5", { given: "Anna" });
  assert.equal(findSimilar(erika, [erika]), undefined);
  assert.equal(findSimilar(erika, [frauke]), frauke);
  assert.equal(findSimilar(erika, [sameDay]), sameDay);
  assert.equal(findSimilar(erika, [sameDay, frauke, twin]), twin);
  assert.equal(findSimilar(erika, [other("6", { family: "Möller", given: "Anna" })])?.family, "Möller");
  assert.equal(findSimilar(erika, [other("7", { family: "" })]), undefined);
  assert.equal(findSimilar(erika, [other("4", { family: "Schulz", given: "Anna" })]), undefined);
});
