import assert from "node:assert/strict";
import { test } from "node:test";
import { isTestFile, packageOf } from "../../tools/house/arrows.ts";
import { importsOf } from "./imports-of.ts";
import { readSources } from "./source-files.ts";

type Versions = Readonly<Record<string, string>>;
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
}

const manifests = (await readSources(/^(?:packages\/[^/]+|extension|demo)\/package\.json$/)).map(({ path, text }) => ({
  folder: path.slice(0, path.lastIndexOf("/")),
  manifest: JSON.parse(text) as Manifest,
}));
const sources = await readSources(/^(?:packages\/[^/]+\/src|extension|demo)\/.*\.ts$/);
const [rootSource] = await readSources(/^package\.json$/);
const rootManifest = JSON.parse(rootSource?.text ?? "{}") as Manifest;

/** Libraries that the product code of a folder imports. */
function imported(folder: string): Set<string> {
  const files = sources.filter(({ path }) => path.startsWith(`${folder}/`) && !isTestFile(path));
  const names = files.flatMap((file) => importsOf(file).filter(({ target }) => target === undefined));
  return new Set(names.filter(({ specifier }) => !specifier.startsWith("node:")).map((it) => packageOf(it.specifier)));
}

// The test package is only ever linked into tests, and imports what those import.
for (const { folder, manifest } of manifests.filter((it) => /^packages\/(?!testing)/.test(it.folder))) {
  test(`${manifest.name} declares what it imports, and nothing else`, () => {
    assert.deepEqual(Object.keys(manifest.dependencies ?? {}).sort(), [...imported(folder)].sort());
  });
}

test("versions are exact, and one library has one version", () => {
  const versions = new Map<string, string>();
  for (const manifest of [rootManifest, ...manifests.map((it) => it.manifest)]) {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    for (const [name, version] of Object.entries(all)) {
      assert.match(version, /^(?:npm:(?:@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+$/, `${manifest.name}: ${name}`);
      assert.equal(versions.get(name) ?? version, version, `${name} in ${manifest.name}`);
      versions.set(name, version);
    }
  }
});

test("every package of ours is Apache-2.0 and carries the version of the whole", () => {
  for (const { folder, manifest } of manifests) {
    assert.equal(manifest.license, "Apache-2.0", folder);
    assert.equal(manifest.version, rootManifest.version, folder);
  }
});
