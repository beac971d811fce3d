import assert from "node:assert/strict";
import { test } from "node:test";
import { isTestFile, offenceOf, packageOf, partOf, PARTS } from "../../tools/house/arrows.ts";
import { importsOf } from "./imports-of.ts";
import { readSources } from "./source-files.ts";

const sources = await readSources(/^(?:packages\/[^/]+\/src|extension|demo)\/.*\.ts$/);
const inParts = sources.filter(({ path }) => partOf(path) !== undefined);

test("no import goes against the arrows between the packages", () => {
  const offences = inParts.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, target }) => {
      const offence = offenceOf(file.path, specifier, target);
      return offence === undefined ? [] : [`${offence} (${file.path})`];
    }),
  );
  assert.ok(inParts.length > 100, `only ${String(inParts.length)} files were read`);
  assert.deepEqual(offences, []);
});

test("an arrow that does not exist is found and named", () => {
  const path = "packages/elements/src/a.ts";
  assert.equal(offenceOf(path, "@konsil/engine", undefined), "packages/elements → @konsil/engine");
  assert.equal(
    offenceOf(path, "matrix-js-sdk/lib/client.js", undefined),
    "packages/elements → matrix-js-sdk/lib/client.js",
  );
  assert.equal(offenceOf("packages/app/src/a.ts", "@konsil/engine", undefined), "packages/app → @konsil/engine");
  assert.equal(
    offenceOf("packages/engine/src/client/a.ts", "../engine.ts", "packages/engine/src/engine.ts"),
    "packages/engine/src/client → packages/engine by a relative path",
  );
  assert.equal(offenceOf(path, "lit/decorators.js", undefined), undefined);
});

test("relative imports name the file with its ending and reach one that exists", () => {
  const paths = new Set(sources.map(({ path }) => path));
  const offences = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target !== undefined && !target.endsWith(".json") && !paths.has(target))
      .map(({ specifier }) => `${file.path}: ${specifier}`),
  );
  const outside = offences.filter((offence) => !/: (?:\.\.\/)+(?:tools|test)\//.test(offence));
  assert.deepEqual(outside, []);
});

test("only the engine knows the SDK, nobody outside the tests knows the test package", () => {
  const knowing = (name: string): string[] =>
    inParts
      .filter((file) => !isTestFile(file.path) && importsOf(file).some((it) => packageOf(it.specifier) === name))
      .map(({ path }) => partOf(path)?.folder ?? path);
  assert.deepEqual([...new Set(knowing("matrix-js-sdk"))], ["packages/engine"]);
  assert.deepEqual([...new Set(knowing("@konsil/testing"))], []);
});

test("every package of the table exists, and every package is in the table", () => {
  const folders = new Set(sources.flatMap(({ path }) => /^packages\/[^/]+/.exec(path) ?? []));
  const known = new Set(PARTS.flatMap(({ folder }) => /^packages\/[^/]+/.exec(folder) ?? []));
  assert.deepEqual([...folders].sort(), [...known].sort());
});
