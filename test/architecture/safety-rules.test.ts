import assert from "node:assert/strict";
import { test } from "node:test";
import { readSources } from "./source-files.ts";
import { citationsIn, readTestTitles } from "./test-titles.ts";

/** The safety rules that hold from the first release on. */
const HOLDING = "P1 P2 P3 P4 P6 P8 C1 C3 M1 M2 E1 E2 S1 I2 F1 F3 F4".split(" ");
/** Letters of the safety rules; those of a SPEC.md are others. */
const SAFETY_LETTERS = /^[PCMESIFXW]\d+$/;

const titles = await readTestTitles();
const cited = new Set(titles.flatMap(({ rules }) => rules));
const specs = (await readSources(/(?:^|\/)SPEC\.md$/)).map(({ path, text }) => ({
  folder: path.slice(0, path.lastIndexOf("/")).replace(/\/src$/, ""),
  rules: Array.from(text.matchAll(/^\s*[-*] \*\*([A-Z]\d+)\*\*/gm), ([, id = ""]) => id),
}));

for (const rule of HOLDING) {
  test(`safety rule ${rule} is stated by a test`, () => {
    assert.ok(cited.has(rule), `no title cites [${rule}]`);
  });
}

test("every rule of a SPEC.md is stated by a test of its package or of the whole", () => {
  const missing = specs.flatMap(({ folder, rules }) => {
    const near = titles.filter(({ path }) => path.startsWith(`${folder}/`) || !path.startsWith("packages/"));
    const stated = new Set(near.flatMap((title) => title.rules));
    return rules.filter((rule) => !stated.has(rule)).map((rule) => `${folder}: ${rule}`);
  });
  assert.ok(specs.length > 0);
  assert.deepEqual(missing, []);
});

test("the rules of a SPEC.md have letters of their own", () => {
  const owners = new Map<string, string>();
  for (const { folder, rules } of specs) {
    for (const letter of new Set(rules.map((rule) => rule.charAt(0)))) {
      assert.doesNotMatch(`${letter}1`, SAFETY_LETTERS, `${folder} uses a letter of the safety rules`);
      assert.equal(owners.get(letter) ?? folder, folder, `letter ${letter}`);
      owners.set(letter, folder);
    }
  }
});

test("no title cites a rule that nobody wrote down", () => {
  const known = new Set(specs.flatMap(({ rules }) => rules));
  const dangling = titles.flatMap(({ path, rules }) =>
    rules.filter((rule) => !SAFETY_LETTERS.test(rule) && !known.has(rule)).map((rule) => `${path}: [${rule}]`),
  );
  assert.deepEqual([...new Set(dangling)], []);
});

interface Hazard {
  readonly name: string;
  readonly test: string;
}

/** Rows of all tables that have a column "Test". */
function hazardsIn(markdown: string): Hazard[] {
  const hazards: Hazard[] = [];
  let column = -1;
  for (const line of markdown.split("\n")) {
    if (!line.startsWith("|")) {
      column = -1;
      continue;
    }
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (column < 0) column = cells.findIndex((cell) => /^tests?$/i.test(cell));
    else if (!/^[-: ]*$/.test(cells.join(""))) hazards.push({ name: cells[0] ?? "", test: cells[column] ?? "" });
  }
  return hazards;
}

test("every hazard names a test that exists", async () => {
  const [document] = await readSources(/^docs\/hazards\.md$/);
  const hazards = hazardsIn(document?.text ?? "");
  assert.ok(hazards.length >= 10, `${String(hazards.length)} hazards in docs/hazards.md`);
  const files = new Set((await readSources(/\.test\.ts$/)).map(({ path }) => path));
  const offences = hazards.flatMap(({ name, test: cell }) => {
    const rules = citationsIn(cell);
    const paths = cell.match(/[\w./-]+\.test\.ts/g) ?? [];
    if (rules.length + paths.length === 0) return [`${name}: names no test`];
    const missing = [...rules.filter((rule) => !cited.has(rule)), ...paths.filter((path) => !files.has(path))];
    return missing.map((it) => `${name}: ${it} does not exist`);
  });
  assert.deepEqual(offences, []);
});
