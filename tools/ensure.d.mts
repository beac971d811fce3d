/** Types of ensure.mjs, which has to run before there is a compiler. */
export const root: string;
export class MissingPart extends Error {}
export function ensureNodeModules(): void;
export function nodeForTypeScript(): string;
export function runUnderNode(script: string, args: readonly string[]): Promise<number>;
/** @returns its Python */
export function ensureSynapse(): string;
export function ensureBrowsers(): { chromium: string; firefox: string };
export function endWithSentence(error: unknown): never;
