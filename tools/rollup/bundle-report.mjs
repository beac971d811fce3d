import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const repositoryPath = (id) =>
  id
    .replace(/\0/g, "")
    .replace(/^.*?(?=(?:packages|node_modules|extension)\/)/, "")
    .replace(/\?.*$/, "");

/**
 * Writes which modules landed in which file, and which files a file leads to: the architecture tests and the size report
 * read it. Not beside the files themselves, which are served.
 */
export function bundleReport(folder, fileName) {
  return {
    name: "bundle-report",
    async writeBundle(_options, bundle) {
      const report = {};
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        report[chunk.fileName] = {
          name: chunk.name,
          isEntry: chunk.isEntry,
          imports: chunk.imports,
          dynamicImports: chunk.dynamicImports,
          referencedFiles: chunk.referencedFiles,
          modules: Object.entries(chunk.modules)
            .filter(([, module]) => module.renderedLength > 0)
            .map(([id, module]) => ({ id: repositoryPath(id), renderedBytes: module.renderedLength })),
        };
      }
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, fileName), `${JSON.stringify(report, null, 1)}\n`);
    },
  };
}
