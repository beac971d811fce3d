import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsFor } from "@konsil/look";
import { errorCodes } from "@konsil/protocol";
import { readSources } from "./source-files.ts";
import { citationsIn, readTestTitles } from "./test-titles.ts";

/** What the table has to have an answer for. */
const CASES = [
  "wrong password",
  "server unreachable",
  "server not Matrix",
  "revoked token",
  "recovery key mistyped",
  "file too large",
  "upload cut",
  "unknown message of the page",
  "message of a foreign origin",
  "patient object absurd",
  "patient object without family name or birth date",
  "hostile HTML in a message",
  "malformed event",
  "IndexedDB blocked",
  "no secure context",
];
const NOBODY_IS_TOLD = "–";

interface Row {
  readonly name: string;
  readonly code: string;
  readonly de: string;
  readonly en: string;
  readonly action: string;
  readonly tests: readonly string[];
}

const [document] = await readSources(/^docs\/bad-input\.md$/);
const rows: readonly Row[] = (document?.text ?? "")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) => {
    const [name = "", code = "", de = "", en = "", action = "", tests = ""] = line.split("|").slice(1, -1);
    const cells = [name, code.replaceAll("`", ""), de, en, action].map((cell) => cell.trim());
    const [trimmed = "", trimmedCode = "", german = "", english = "", act = ""] = cells;
    return { name: trimmed, code: trimmedCode, de: german, en: english, action: act, tests: citationsIn(tests) };
  });

/** Every sentence of a catalogue that stands there as it is. */
function sentencesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentencesOf) : [];
}

test("docs/bad-input.md has an answer for everything that goes wrong in practice", () => {
  const names = rows.map(({ name }) => name);
  assert.deepEqual(
    CASES.filter((name) => !names.includes(name)),
    [],
  );
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(
    rows.filter(({ action }) => action === "").map(({ name }) => name),
    [],
  );
});

for (const locale of ["de", "en"] as const) {
  test(`its sentences are those that people read: ${locale}`, () => {
    const { errors, ...others } = wordsFor(locale);
    const sentences = new Set(sentencesOf(others));
    for (const row of rows) {
      const written = row[locale];
      const code = errorCodes.find((known) => known === row.code);
      if (code) assert.equal(written, `${errors[code].what} ${errors[code].then}`, row.name);
      else assert.ok(written === NOBODY_IS_TOLD || sentences.has(written), `${row.name}: “${written}”`);
    }
  });
}

test("its codes exist, and each of its rows names a rule that a test cites", async () => {
  const cited = new Set((await readTestTitles()).flatMap(({ rules }) => rules));
  const offences = rows.flatMap(({ name, code, tests }) => [
    ...(code === NOBODY_IS_TOLD || errorCodes.some((known) => known === code) ? [] : [`${name}: code ${code}`]),
    ...(tests.length > 0 ? [] : [`${name}: no test`]),
    ...tests.filter((rule) => !cited.has(rule)).map((rule) => `${name}: [${rule}]`),
  ]);
  assert.deepEqual(offences, []);
});
