import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hostWords } from "./host.ts";
import { wordsFor } from "./words-for.ts";

interface Entry {
  readonly path: string;
  readonly text: string;
}

/** Every sentence of a catalogue; functions are called with a few numbers, or texts where they ask for some. */
function entriesOf(value: unknown, path = ""): Entry[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value === "function")
    return [1, 2].map((count) => ({ path, text: said(value as (...args: never[]) => unknown, count) }));
  if (typeof value !== "object" || value === null) throw new TypeError(path);
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, path === "" ? key : `${path}.${key}`));
}

function said(sentence: (...args: never[]) => unknown, count: number): string {
  const call = (argument: unknown): string => String(Reflect.apply(sentence, undefined, Array(4).fill(argument)));
  try {
    return call(count);
  } catch {
    return call(`Bergmann ${String(count)}`);
  }
}

const de = entriesOf(wordsFor("de"));
const en = entriesOf(wordsFor("en"));

/** Codes as they stand in the package that owns them: look imports nothing, not even in a test. */
const codes = [
  ...(/errorCodes = \[([\s\S]*?)\]/
    .exec(readFileSync(new URL("../../../protocol/src/error-code.ts", import.meta.url), "utf8"))?.[1]
    ?.matchAll(/^\s*"([a-z-]+)"/gm) ?? []),
].map(([, code = ""]) => code);

test("[Y1] every error code says what happened and what is kept or to do, in both languages", () => {
  assert.ok(codes.length > 20);
  for (const locale of ["de", "en"] as const) {
    const { errors } = wordsFor(locale);
    assert.deepEqual(Object.keys(errors).sort(), [...codes].sort(), locale);
    for (const [code, { what, then }] of Object.entries(errors)) {
      assert.match(what, /^\p{Lu}.*\.$/su, `${locale} ${code}`);
      assert.match(then, /^\p{Lu}.*\.$/su, `${locale} ${code}`);
      assert.ok(what.length <= 90 && then.length <= 130, `${locale} ${code} is long`);
    }
  }
});

test("[Y2] German words are plain: nothing of the protocol, no apology, no exclamation", () => {
  const refused =
    /!|\b(?:Raum|Räume|Homeserver|Session|Token|Event|Sync|Megolm|verifizier\w*|Upload|leider|Ups|bitte warten|MXID|Fehler \d+)\b/iu;
  assert.deepEqual(
    de.filter(({ text }) => refused.test(text)).map(({ path, text }) => `${path}: ${text}`),
    [],
  );
});

test("[Y2] English words are plain too", () => {
  const refused =
    /!|\b(?:room|homeserver|session|token|event|sync|megolm|verif\w+|upload|sorry|oops|please wait|mxid)\b/iu;
  assert.deepEqual(
    en.filter(({ text }) => refused.test(text)).map(({ path, text }) => `${path}: ${text}`),
    [],
  );
});

test("[Y2] the words of the host page keep the same rules", () => {
  const all = [...entriesOf(hostWords.de), ...entriesOf(hostWords.en)];
  assert.ok(all.length > 10);
  assert.deepEqual(
    all.filter(({ text }) => /!|\b(?:Raum|room|Token|Event|Session)\b/u.test(text)),
    [],
  );
  assert.deepEqual(Object.keys(hostWords.de), Object.keys(hostWords.en));
});

test("[Y3] both catalogues have the same entries, empty only where both are", () => {
  assert.deepEqual(
    en.map(({ path }) => path),
    de.map(({ path }) => path),
  );
  const odd = de.filter(({ text }, index) => (text === "") !== (en[index]?.text === ""));
  assert.deepEqual(odd, []);
});

test("[Y3] nothing was left in German: only names and signs are the same in both", () => {
  const same = de.filter(
    ({ text, path }, index) => en[index]?.text === text && /\p{L}{4}/u.test(text) && path !== "lang",
  );
  const known = /^(?:bar\.panel|plate\.section|find\.person|timeline\.bot)$/u;
  assert.deepEqual(
    same.filter(({ path, text }) => !known.test(path) && !/Bergmann|^Server[ :]/u.test(text)).map(({ path }) => path),
    [],
  );
});
