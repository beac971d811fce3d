/** A piece of text, or the short name of a bidirectional control that stood there. */
export type TextPart = { readonly text: string } | { readonly control: string };

/** Bidirectional controls (Unicode Standard Annex 9, table of formatting characters) and their short names. */
const controls: ReadonlyMap<string, string> = new Map([
  ["\u061c", "ALM"],
  ["\u200e", "LRM"],
  ["\u200f", "RLM"],
  ["\u202a", "LRE"],
  ["\u202b", "RLE"],
  ["\u202c", "PDF"],
  ["\u202d", "LRO"],
  ["\u202e", "RLO"],
  ["\u2066", "LRI"],
  ["\u2067", "RLI"],
  ["\u2068", "FSI"],
  ["\u2069", "PDI"],
]);
const pattern = new RegExp(`[${[...controls.keys()].join("")}]`, "u");
const splitting = new RegExp(`([${[...controls.keys()].join("")}])`, "u");

/**
 * Splits a text so that nothing in it can turn the order of what follows: each bidirectional control becomes a part with
 * its name, which is drawn in place of the character (safety M1). Everything else stays exactly as typed.
 */
export function shownText(text: string): readonly TextPart[] {
  if (!pattern.test(text)) return text === "" ? [] : [{ text }];
  return text
    .split(splitting)
    .filter((part) => part !== "")
    .map((part) => {
      const control = controls.get(part);
      return control === undefined ? { text: part } : { control };
    });
}

/** The same as one string, for labels: `[RLO]` where a control stood. */
export function plainShownText(text: string): string {
  return shownText(text)
    .map((part) => ("text" in part ? part.text : `[${part.control}]`))
    .join("");
}
