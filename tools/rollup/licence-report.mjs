import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import license from "rollup-plugin-license";

/** What may be linked into a file that we hand out. An SPDX "OR" is fine when one side is. */
const ALLOWED = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "MPL-2.0", "ISC"]);
const PREFIX = "licences.";

export function isAllowedLicence(expression) {
  const alternatives = (expression ?? "").replace(/[()]/g, "").split(/ OR /);
  return alternatives.some((alternative) => alternative.split(/ AND /).every((id) => ALLOWED.has(id.trim())));
}

/** Collects what is linked into this part of the build, refuses what is not allowed. */
export function licencePart(folder, part) {
  let found = [];
  const plugin = license({
    thirdParty: {
      includeSelf: false,
      output: (dependencies) => {
        found = dependencies
          .filter((dependency) => !dependency.name?.startsWith("@konsil/"))
          .map(({ name, version, license: licence, licenseText, noticeText }) => ({
            name,
            version,
            licence,
            text: [licenseText, noticeText].filter(Boolean).join("\n\n"),
          }));
      },
      allow: { test: (it) => isAllowedLicence(it.license), failOnUnlicensed: true, failOnViolation: true },
    },
  });
  return [
    plugin,
    {
      name: "licence-part",
      async writeBundle() {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, `${PREFIX}${part}.json`), JSON.stringify(found));
      },
    },
  ];
}

/** The licence plugin does not see into WebAssembly: the crates name themselves in their panic messages. */
export function cratesOf(wasm) {
  const names = wasm.toString("latin1").matchAll(/index\.crates\.io-[0-9a-f]+\/([a-z0-9_-]+?)-(\d+\.\d+\.\d+)\//g);
  return [...new Set(Array.from(names, ([, name, version]) => `${name} ${version}`))].sort();
}

/** One text for all parts, written by the last of them. */
export async function writeLicences(folder, file, wasmFile) {
  const all = new Map();
  for (const name of (await readdir(folder)).filter((entry) => entry.startsWith(PREFIX))) {
    for (const it of JSON.parse(await readFile(join(folder, name), "utf8"))) all.set(`${it.name} ${it.version}`, it);
  }
  const parts = [...all.keys()].sort().map((key) => {
    const { licence, text } = all.get(key);
    return `${key} (${licence})\n\n${text.trim()}\n`;
  });
  const crates = cratesOf(await readFile(wasmFile));
  const note = `Rust crates compiled into the WebAssembly of @matrix-org/matrix-sdk-crypto-wasm, as it names them:\n\n${crates.join("\n")}\n`;
  await writeFile(file, [...parts, note].join(`\n${"-".repeat(80)}\n\n`));
}
