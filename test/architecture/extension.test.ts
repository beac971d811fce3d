import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { ICON_SIZES } from "../../extension/manifest.ts";
import { root } from "./source-files.ts";

const folder = join(resolve(root, process.env["KONSIL_DIST"] ?? "dist"), "extension");

const icons = Object.fromEntries(ICON_SIZES.map((size) => [String(size), `icons/${String(size)}.png`]));
const shared = {
  manifest_version: 3,
  name: "Konsil",
  version: "0.1.0",
  description: "Ende-zu-Ende-verschlüsselter Matrix-Chat neben der Patientenakte",
  icons,
  incognito: "not_allowed",
};
/** Each new key is a review: this list is changed by hand. */
const EXPECTED = {
  chrome: { ...shared, minimum_chrome_version: "140" },
  firefox: {
    ...shared,
    browser_specific_settings: {
      gecko: {
        id: "konsil@konsil.example",
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"] },
      },
    },
  },
};

for (const browser of ["chrome", "firefox"] as const) {
  test(`the extension for ${browser} asks for nothing and runs nothing`, async () => {
    const manifest: unknown = JSON.parse(await readFile(join(folder, browser, "manifest.json"), "utf8"));
    assert.deepEqual(manifest, EXPECTED[browser]);
  });

  test(`the extension for ${browser} has its icons and no other file`, async () => {
    const entries = await readdir(join(folder, browser), { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    assert.deepEqual(names.sort(), ["manifest.json", ...ICON_SIZES.map((size) => `${String(size)}.png`)].sort());
    for (const size of ICON_SIZES) {
      const png = await readFile(join(folder, browser, "icons", `${String(size)}.png`));
      assert.equal(png.toString("latin1", 1, 4), "PNG");
      assert.equal(png.readUInt32BE(16), size);
      assert.equal(png.readUInt32BE(20), size);
    }
  });
}
