import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseCall } from "./calls.ts";
import { parseEngineDown, parseEngineUp } from "./engine-port.ts";
import { parseFrameToHost, parseHostHello, parseHostToFrame } from "./host-channel.ts";
import { KVNR_SYSTEM, LOCAL_SYSTEM, parseHostPatient, parsePatient } from "./patient.ts";
import { parseTenantConfig } from "./tenant-config.ts";

const parsers = {
  parseEngineUp,
  parseEngineDown,
  parseHostHello,
  parseHostToFrame,
  parseFrameToHost,
  parsePatient,
  parseTenantConfig,
  parseHostPatient: (input: unknown) => parseHostPatient(input, "sonnenallee"),
  parseCall: (input: unknown) => parseCall(input, input),
};

for (const [name, parse] of Object.entries(parsers)) {
  test(`[Q1] ${name} never throws and takes nothing that is not ours`, () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        assert.equal(parse(input), undefined);
      }),
    );
  });
}

test("[Q1] method names of an object's prototype are no calls", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
    assert.equal(parseCall(name, null), undefined);
  }
});

test("[Q1] extra fields do not come through", () => {
  const parsed = parseHostToFrame({ t: "patient-changed", seq: 1, token: "geheim", __proto__: { evil: true } });
  assert.deepEqual(parsed, { t: "patient-changed", seq: 1 });
});

test("[P8] a partial birth date stays as it is known, an impossible one is refused", () => {
  const birthDate = (date: string) => parseHostPatient({ number: 1, family: "A", birthDate: date }, "t")?.birthDate;
  assert.equal(birthDate("1948"), "1948");
  assert.equal(birthDate("1948-03"), "1948-03");
  assert.equal(birthDate("1948-03-09"), "1948-03-09");
  for (const date of ["1948-02-30", "1948-13", "09.03.1948", "48", "3000"]) assert.equal(birthDate(date), undefined);
});

test("[Q3] a host's patient is cut down to the minimal shape, with the tenant of the boot", () => {
  const host = { number: 4711, kvnr: "a123456780", family: " Bergmann ", phone: "0221" };
  assert.deepEqual(parseHostPatient(host, "sonnenallee", "Praxis Sonnenallee"), {
    identifiers: [
      { system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "4711", issuer: "Praxis Sonnenallee" },
      { system: KVNR_SYSTEM, tenant: "", value: "A123456780" },
    ],
    family: "Bergmann",
    given: "",
    birthDate: "",
    sex: "unknown",
  });
});

test("[Q3] without a number there is no patient", () => {
  for (const host of [{}, { number: "" }, { number: " " }, { number: {} }, { family: "Bergmann" }, [], null, 7]) {
    assert.equal(parseHostPatient(host, "t"), undefined);
  }
});
