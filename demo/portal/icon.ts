import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { trusted, type Html } from "../site/html.ts";

const folder = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");
const loaded = new Map<string, Html>();

/** A Lucide icon as inline SVG, hidden from assistive technology: a word always stands beside it. */
export function icon(name: string): Html {
  const known = loaded.get(name);
  if (known) return known;
  const file = readFileSync(join(folder, `${name}.svg`), "utf8");
  const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(file)?.[1] ?? "";
  const made = trusted(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes.trim()}</svg>`);
  loaded.set(name, made);
  return made;
}
