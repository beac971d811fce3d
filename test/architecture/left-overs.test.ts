import assert from "node:assert/strict";
import { test } from "node:test";
import { readSources } from "./source-files.ts";

const SELF = "test/architecture/left-overs.test.ts";
const sources = (await readSources()).filter(({ path }) => path !== SELF);
const written = sources.filter(({ path }) => path !== "package-lock.json");

const HITS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a path of one machine", pattern: /(?:^|[\s"'`(=])\/(?:home|root|Users|work|mnt)\/[\w.-]+/m },
  { what: "a path of one machine", pattern: /\b[A-Z]:\\Users\\/ },
  {
    what: "the host of a package registry",
    pattern: /registry\.npmjs\.org|registry\.yarnpkg|files\.pythonhosted|pypi\.org/,
  },
  { what: "an unfinished thought", pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/ },
];

for (const { what, pattern } of HITS) {
  test(`nothing that people wrote contains ${what}: ${pattern.source.slice(0, 24)}`, () => {
    const hits = written.flatMap(({ path, text }) => {
      const [hit] = pattern.exec(text) ?? [];
      return hit === undefined ? [] : [`${path}: ${hit.trim()}`];
    });
    assert.ok(written.length > 150, `only ${String(written.length)} files were read`);
    assert.deepEqual(hits, []);
  });
}

test("the lock file names no registry", () => {
  const [lock] = sources.filter(({ path }) => path === "package-lock.json");
  assert.ok(lock);
  assert.doesNotMatch(lock.text, /"resolved": "https?:/);
});

test("no test is skipped, singled out or left for later", () => {
  const tests = sources.filter(({ path }) => path.endsWith(".test.ts"));
  const pattern = /\b(?:test|it|describe|suite)\.(?:only|skip|todo)\(|\b(?:skip|only|todo): (?:true|"|')/;
  assert.deepEqual(
    tests.filter(({ text }) => pattern.test(text)).map(({ path }) => path),
    [],
  );
});
