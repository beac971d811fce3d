/** What a part of the house may import: packages of ours (with their subpath) and libraries. */
export interface Part {
  readonly folder: string;
  readonly own: readonly string[];
  readonly outside: readonly string[];
}

/**
 * Which way the arrows point, the most specific folder first. The lint rule and the architecture tests read this one
 * table.
 */
export const PARTS: readonly Part[] = [
  { folder: "packages/protocol", own: [], outside: ["valibot"] },
  { folder: "packages/patient", own: ["@konsil/protocol"], outside: ["valibot"] },
  { folder: "packages/tim", own: ["@konsil/protocol"], outside: ["valibot"] },
  { folder: "packages/look", own: [], outside: ["lucide-static"] },
  { folder: "packages/sealed", own: ["@konsil/protocol"], outside: ["idb", "hash-wasm"] },
  { folder: "packages/engine/src/client", own: ["@konsil/protocol", "@konsil/sealed"], outside: [] },
  {
    folder: "packages/engine",
    own: ["@konsil/protocol", "@konsil/tim", "@konsil/sealed", "@konsil/patient/keys"],
    outside: ["matrix-js-sdk", "@matrix-org/matrix-sdk-crypto-wasm", "valibot", "idb"],
  },
  {
    folder: "packages/elements",
    own: ["@konsil/protocol", "@konsil/look"],
    outside: ["lit", "@tanstack/lit-virtual", "dompurify", "linkify-it"],
  },
  { folder: "packages/embed", own: ["@konsil/protocol", "@konsil/patient", "@konsil/look"], outside: [] },
  {
    folder: "packages/app",
    own: [
      "@konsil/protocol",
      "@konsil/patient",
      "@konsil/patient/keys",
      "@konsil/tim",
      "@konsil/look",
      "@konsil/sealed",
      "@konsil/elements",
      "@konsil/engine/client",
    ],
    outside: ["lit"],
  },
  { folder: "packages/testing", own: ["@konsil/protocol", "@konsil/patient/keys"], outside: [] },
  { folder: "extension", own: ["@konsil/protocol", "@konsil/patient", "@konsil/look"], outside: [] },
];

/** Of a file's path in the repository. */
export const partOf = (path: string): Part | undefined => PARTS.find(({ folder }) => path.startsWith(`${folder}/`));

/** Tests and the worlds they are set in may use the test package and what runs them. */
export const isTestFile = (path: string): boolean =>
  /\.test\.ts$|(?:^|\/)[a-z-]*-world\.ts$|^packages\/[^/]+\/src\/fixtures\/|^packages\/testing\//.test(path);

/** `@scope/name/sub` → `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/**
 * The offence of an import, or undefined. Relative imports stay inside their part; `target` is the path they lead to.
 */
export function offenceOf(path: string, specifier: string, target: string | undefined): string | undefined {
  const part = partOf(path);
  if (part === undefined) return undefined;
  if (target !== undefined) {
    const other = partOf(target);
    return other === part ? undefined : `${part.folder} → ${other?.folder ?? target} by a relative path`;
  }
  if (isTestFile(path)) return undefined;
  if (specifier.startsWith("node:")) return `${part.folder} → ${specifier}`;
  const allowed = specifier.startsWith("@konsil/")
    ? part.own.includes(specifier)
    : part.outside.includes(packageOf(specifier));
  return allowed ? undefined : `${part.folder} → ${specifier}`;
}
