import { readSources } from "./source-files.ts";

export interface TestTitle {
  readonly path: string;
  readonly title: string;
  /** "P3" of "[P3] …". */
  readonly rules: readonly string[];
}

const TITLE = /\b(?:test|it|describe|suite)(?:\.only)?\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g;
const CITATION = /\[([A-Z]\d+(?:\s*,\s*[A-Z]\d+)*)\]/g;

/** The rules that a text cites: `[P3]`, `[P3, M2]`. */
export const citationsIn = (text: string): string[] =>
  Array.from(text.matchAll(CITATION), ([, ids = ""]) => ids.split(/\s*,\s*/)).flat();

/** Every title of a test, wherever it runs. Those of a contract run for each backend. */
export async function readTestTitles(): Promise<TestTitle[]> {
  const files = await readSources(/\.(?:test|contract)\.ts$/);
  return files.flatMap(({ path, text }) =>
    Array.from(text.matchAll(TITLE), ([, , title = ""]) => ({ path, title, rules: citationsIn(title) })),
  );
}
