/** Types of `ensure.mjs`, which has none of its own: it runs before anything is installed. */
export declare const root: string;
export declare class MissingPart extends Error {}
export declare function ensureNodeModules(): void;
export declare function nodeForTypeScript(): string;
export declare function runUnderNode(script: string, args: string[]): Promise<number>;
export declare function ensureSynapse(): string;
export declare function ensureOtherClient(): string;
export declare function ensureBrowsers(): { chromium: string; firefox: string };
export declare function endWithSentence(error: unknown): never;
