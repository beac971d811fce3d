import { posix } from "node:path";
import ts from "typescript";
import type { SourceFile } from "./source-files.ts";

export interface FoundImport {
  readonly specifier: string;
  /** Path in the repository, when relative. */
  readonly target: string | undefined;
}

/** All imports of a file: static, dynamic, of types and re-exports. */
export function importsOf({ path, text }: SourceFile): FoundImport[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({
    specifier: fileName,
    target: fileName.startsWith(".") ? posix.join(posix.dirname(path), fileName) : undefined,
  }));
}
