import { readFileSync } from "node:fs";
import commonjs from "@rollup/plugin-commonjs";
import json from "@rollup/plugin-json";
import nodeResolve from "@rollup/plugin-node-resolve";
import esbuild, { minify } from "rollup-plugin-esbuild";
import { bundleReport } from "./tools/rollup/bundle-report.mjs";
import { extensionFiles } from "./tools/rollup/extension-files.mjs";
import { freshFolder } from "./tools/rollup/fresh-folder.mjs";
import { framePage } from "./tools/rollup/frame-page.mjs";
import { nodeEnv } from "./tools/rollup/node-env.mjs";
import { licencePart, writeLicences } from "./tools/rollup/licence-report.mjs";
import { sdkStubs } from "./tools/rollup/sdk-stubs.ts";
import { urlAssets } from "./tools/rollup/url-assets.mjs";

// KONSIL_DIST: another output folder. KONSIL_BUILD: number of the release, an engine gives way to a higher one.
// KONSIL_ONLY: site, embed or extension alone.
const dist = process.env.KONSIL_DIST ?? "dist";
const build = Number(process.env.KONSIL_BUILD ?? Math.floor(Date.now() / 60_000));
if (!Number.isSafeInteger(build) || build < 0) throw new Error("KONSIL_BUILD is not a number");
const reports = `${dist}/reports`;
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const CRYPTO_WASM = "node_modules/@matrix-org/matrix-sdk-crypto-wasm/pkg/matrix_sdk_crypto_wasm_bg.wasm";

const SIDE_EFFECT_FREE = /node_modules\/(matrix-js-sdk|matrix-widget-api|matrix-events-sdk|@babel\/runtime)\//;

/** Everything is an error but what the libraries are known for. */
function onwarn(warning) {
  const inLibrary = [...(warning.ids ?? []), warning.id ?? ""].some((id) => id.includes("node_modules"));
  if (inLibrary && (warning.code === "CIRCULAR_DEPENDENCY" || warning.code === "THIS_IS_UNDEFINED")) return;
  throw new Error(`${warning.code}: ${warning.message}`);
}

/** @param {string} part name of this part in the reports */
const shared = (part) => ({
  plugins: [
    sdkStubs(),
    nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ["source", "browser", "production"] }),
    commonjs(),
    json(),
    nodeEnv(),
    urlAssets(),
    esbuild({
      target: "es2022",
      tsconfig: "tsconfig.base.json",
      include: /\.ts$/,
      exclude: /node_modules\/(?!@konsil)/,
      define: { __BUILD__: String(build) },
    }),
    bundleReport(reports, `modules.${part}.json`),
    ...licencePart(reports, part),
    { name: "licences", closeBundle: () => writeLicences(reports, `${dist}/licences.txt`, CRYPTO_WASM) },
  ],
  treeshake: { moduleSideEffects: (id) => !SIDE_EFFECT_FREE.test(id) },
  onwarn,
});
const minified = minify({ target: "es2022", legalComments: "none" });

/** The frame's page and the engine's worker: static files, served under /<tenant>/. */
function site() {
  const { plugins, ...rest } = shared("site");
  return {
    ...rest,
    input: { frame: "packages/app/src/frame/main.ts" },
    output: {
      dir: `${dist}/site`,
      format: "es",
      sourcemap: true,
      entryFileNames: "assets/[name]-[hash].js",
      chunkFileNames: "assets/[name]-[hash].js",
      assetFileNames: "assets/[name]-[hash][extname]",
      plugins: [minified],
    },
    plugins: [freshFolder(`${dist}/site`), ...plugins, framePage("frame")],
  };
}

/** Classic scripts for the host page: it may have no module loader, and one global is enough. */
const embed = (name, source) => ({
  ...shared(name),
  input: { [name]: `packages/embed/src/${source}.ts` },
  output: { dir: `${dist}/embed`, format: "iife", sourcemap: true, entryFileNames: "[name].js", plugins: [minified] },
});

const extension = () => ({
  input: "extension",
  output: { dir: `${dist}/extension`, format: "es" },
  plugins: [freshFolder(`${dist}/extension`), extensionFiles(version)],
  onwarn,
});

const parts = {
  site: () => [site()],
  embed: () => [embed("konsil", "loader"), embed("konsil-embed", "embed")],
  extension: () => [extension()],
};
const only = process.env.KONSIL_ONLY;
if (only !== undefined && !(only in parts)) throw new Error(`KONSIL_ONLY knows ${Object.keys(parts).join(", ")}`);
export default Object.entries(parts).flatMap(([name, make]) => (only === undefined || only === name ? make() : []));
