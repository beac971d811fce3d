import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import MagicString from "magic-string";
import { stripWasm } from "./strip-wasm.ts";

const PATTERN = /new URL\(\s*(["'])([^"']+\.(?:wasm|worker\.ts))\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;
const PACKAGES = fileURLToPath(new URL("../../packages", import.meta.url));

/** `@konsil/engine/src/worker/engine.worker.ts`: a worker is started by its file, which no package exports as a module. */
function ownPackageFile(specifier) {
  const rest = specifier.startsWith("@konsil/") ? join(PACKAGES, specifier.slice("@konsil/".length)) : undefined;
  return rest !== undefined && existsSync(rest) ? rest : undefined;
}

/** Makes hashed files of `new URL("….wasm" | "….worker.ts", import.meta.url)`, which rollup leaves alone. */
export function urlAssets() {
  return {
    name: "url-assets",
    async transform(code, id) {
      if (!code.includes("import.meta.url")) return null;
      const text = new MagicString(code);
      for (const match of code.matchAll(PATTERN)) {
        const file = ownPackageFile(match[2]) ?? (await this.resolve(match[2], id))?.id;
        if (!file) this.error(`cannot find ${match[2]}, named in ${id}`);
        const reference = file.endsWith(".wasm")
          ? this.emitFile({ type: "asset", name: basename(file), source: stripWasm(await readFile(file)) })
          : this.emitFile({ type: "chunk", id: file, name: basename(file, ".worker.ts") });
        const url = `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
        text.overwrite(match.index, match.index + match[0].length, url);
      }
      return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null;
    },
  };
}
