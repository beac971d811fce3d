import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** One script from a source of the repository, as a page would load it. */
export async function bundle(entry: string, format: "iife" | "esm" = "iife"): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    format,
    target: "es2022",
    conditions: ["source"],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    define: { __BUILD__: "1" },
    write: false,
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}
