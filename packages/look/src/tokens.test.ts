import assert from "node:assert/strict";
import { test } from "node:test";
import { tokensCss } from "./tokens.ts";

type Theme = Readonly<Record<string, string>>;

/** Custom properties of every rule whose selector list has exactly this selector. */
function declared(selector: string): Theme {
  const found: Record<string, string> = {};
  for (const [, selectors = "", body = ""] of tokensCss.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selectors.split(",").some((one) => one.trim() === selector)) continue;
    for (const [, name = "", value = ""] of body.matchAll(/--k-([\w-]+):\s*([^;]+);/g)) found[name] = value.trim();
  }
  return found;
}

const dark = declared('[data-theme="dark"]');
const themes: Readonly<Record<string, Theme>> = {
  light: declared('[data-theme="light"]'),
  dark,
  contrast: declared('[data-theme="contrast"]'),
  "dark with more contrast": { ...dark, ...declared('[data-theme="dark"][data-contrast="more"]') },
};

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, a: string, b: string): number {
  const [one, other] = [theme[a] ?? "", theme[b] ?? ""];
  assert.match(one, /^#[0-9a-f]{6}$/, a);
  assert.match(other, /^#[0-9a-f]{6}$/, b);
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["canvas", "sunken", "surface", "raised", "own", "soft"];
const TEXT: readonly (readonly [string, string])[] = [
  ...["ink", "ink-2", "ink-3", "accent"].flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
  ["check-ink", "check-bg"],
  ["check-ink", "surface"],
  ["check-ink", "raised"],
  ["stop-ink", "stop-bg"],
  ["stop-ink", "surface"],
  ["stop-ink", "canvas"],
  ["done-ink", "surface"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-accent", "accent-press"],
  ["on-stop", "stop"],
  ["surface", "ink"],
];
const LINES: readonly (readonly [string, string])[] = [
  ["line-strong", "canvas"],
  ["line-strong", "surface"],
  ["line-strong", "own"],
  ["rail-sure", "canvas"],
  ["check", "canvas"],
  ["check", "check-bg"],
  ["stop", "surface"],
  ["stop", "stop-bg"],
  ["focus", "canvas"],
  ["focus", "own"],
  ["focus", "surface"],
  ["accent", "soft"],
];

for (const [name, theme] of Object.entries(themes)) {
  const least = name.includes("contrast") ? 7 : 4.5;
  test(`[Y4] text of the ${name} theme is readable on each of its grounds`, () => {
    const weak = TEXT.filter(([ink, ground]) => contrast(theme, ink, ground) < least);
    assert.deepEqual(weak, []);
  });

  test(`[Y4] lines, rails and the focus ring of the ${name} theme are seen`, () => {
    const weak = LINES.filter(([line, ground]) => contrast(theme, line, ground) < 3);
    assert.deepEqual(weak, []);
  });
}

test("[Y4] every theme sets the same tokens", () => {
  const names = Object.keys(themes["light"] ?? {}).sort();
  assert.ok(names.length >= 30);
  assert.deepEqual(Object.keys(dark).sort(), names);
  // High contrast also widens lines and rails, in a rule of its own.
  const missing = names.filter((name) => !(name in (themes["contrast"] ?? {})));
  assert.deepEqual(missing, []);
});
