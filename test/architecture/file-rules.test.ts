import assert from "node:assert/strict";
import { test } from "node:test";
import { fileNameOffence } from "../../tools/house/gates.ts";
import { readSources } from "./source-files.ts";

const MAX_LINES = 400;
const code = await readSources(/\.(?:ts|mjs|css|py)$/);

const isCode = (line: string): boolean => !/^\s*(?:$|\/\/|\/?\*|#)/.test(line);

test("file names are kebab-case and say something", () => {
  const offences = code
    .filter(({ path }) => path.endsWith(".ts") || path.endsWith(".mjs"))
    .flatMap(({ path }) => {
      const offence = fileNameOffence(path);
      return offence === undefined ? [] : [`${path} ${offence}`];
    });
  assert.deepEqual(offences, []);
});

test("a name that says nothing is refused, also inside a longer one", () => {
  assert.notEqual(fileNameOffence("packages/tim/src/utils.ts"), undefined);
  assert.notEqual(fileNameOffence("packages/tim/src/room-manager.test.ts"), undefined);
  assert.notEqual(fileNameOffence("packages/tim/src/roomRow.ts"), undefined);
  assert.equal(fileNameOffence("packages/tim/src/room-row.test.ts"), undefined);
});

test(`no file is longer than ${String(MAX_LINES)} lines of code`, () => {
  const long = code
    .map(({ path, text }) => ({ path, lines: text.split("\n").filter(isCode).length }))
    .filter(({ lines }) => lines > MAX_LINES);
  assert.deepEqual(long, []);
});
