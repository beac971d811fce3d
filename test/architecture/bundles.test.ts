import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { before, test } from "node:test";
import { filesBehind, readReport, type BundleReport } from "../../tools/house/bundles.ts";
import { root } from "./source-files.ts";

const dist = resolve(root, process.env["KONSIL_DIST"] ?? "dist");
const PAGE = ["imports", "dynamicImports"] as const;

before(() => {
  assert.ok(existsSync(join(dist, "reports")), "there is no build: npm run build");
});

const moduleIds = (report: BundleReport, files: readonly string[]): string[] =>
  files.flatMap((file) => report[file]?.modules.map(({ id }) => id) ?? []);

function fileNamed(report: BundleReport, name: string): string {
  const found = Object.keys(report).find((file) => report[file]?.name === name);
  assert.ok(found !== undefined, `no ${name} in the build`);
  return found;
}

const refuse = (ids: readonly string[], pattern: RegExp): void => {
  assert.ok(ids.length > 0, "the report is empty");
  assert.deepEqual(
    ids.filter((id) => pattern.test(id)),
    [],
  );
};

for (const part of ["konsil", "konsil-embed"] as const) {
  test(`${part}.js carries no engine, no elements, no Lit and no Matrix into the host page`, async () => {
    const report = await readReport(dist, part);
    refuse(
      moduleIds(report, Object.keys(report)),
      /node_modules\/(?:lit|lit-html|lit-element|@lit|matrix-js-sdk|@matrix-org)|packages\/(?:engine|elements|sealed|tim|app)\//,
    );
  });
}

test("the frame's page carries no SDK and no engine, only the engine's client", async () => {
  const report = await readReport(dist, "site");
  const ids = moduleIds(report, filesBehind(report, fileNamed(report, "frame"), PAGE));
  refuse(ids, /node_modules\/(?:matrix-js-sdk|@matrix-org|matrix-widget-api)|packages\/engine\/src\/(?!client\/)/);
  assert.ok(ids.some((id) => id.startsWith("packages/engine/src/client/")));
});

test("the engine's worker carries no Lit, no elements and no sources of the patient", async () => {
  const report = await readReport(dist, "site");
  const ids = moduleIds(report, filesBehind(report, fileNamed(report, "engine"), PAGE));
  refuse(ids, /node_modules\/(?:lit|lit-html|lit-element|@lit)\/|packages\/(?:elements|look|embed|app)\//);
  refuse(
    ids.filter((id) => id.startsWith("packages/")),
    /^packages\/patient\/src\/(?!keys|patient-key|fold)/,
  );
});

test("no bundle carries the test package", async () => {
  for (const part of ["site", "konsil", "konsil-embed"] as const) {
    const report = await readReport(dist, part);
    refuse(
      moduleIds(report, Object.keys(report)),
      /packages\/testing\/|\.test\.ts$|-world\.ts$|\/fixtures\/|fake-indexeddb/,
    );
  }
});

test("[F1] the frame's page has no inline script, no style and no absolute address", async () => {
  const page = await readFile(join(dist, "site", "frame.html"), "utf8");
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|https?:|(?:src|href)="\//);
  const scripts = page.match(/<script[^>]*>[^<]*<\/script>/g) ?? [];
  assert.deepEqual(
    scripts.map((script) => script.replace(/-[\w-]{8}\.js/, "-HASH.js")),
    ['<script type="module" src="assets/frame-HASH.js"></script>'],
  );
});

test("no bundle runs code that it made from text", async () => {
  for (const part of ["site", "konsil", "konsil-embed"] as const) {
    const folder = part === "site" ? "site" : "embed";
    for (const file of Object.keys(await readReport(dist, part))) {
      const code = await readFile(join(dist, folder, file), "utf8");
      assert.doesNotMatch(code, /\beval\(|\bnew Function\(/, file);
    }
  }
});

test("the crypto module is a hashed file of its own, without its debug sections", async () => {
  const report = await readReport(dist, "site");
  const files = filesBehind(report, fileNamed(report, "engine"), [...PAGE, "referencedFiles"]);
  const wasm = files.filter((file) => file.endsWith(".wasm"));
  assert.equal(wasm.length, 1);
  const module = await WebAssembly.compile(await readFile(join(dist, "site", wasm[0] ?? "")));
  assert.equal(WebAssembly.Module.customSections(module, "name").length, 0);
  assert.equal(WebAssembly.Module.customSections(module, "producers").length, 0);
});

test("the licences of all that is linked in stand in one file", async () => {
  const text = await readFile(join(dist, "licences.txt"), "utf8");
  for (const name of ["lit-html", "matrix-js-sdk", "@matrix-org/matrix-sdk-crypto-wasm", "vodozemac"]) {
    assert.ok(new RegExp(`^${name} \\d`, "m").test(text), name);
  }
});
