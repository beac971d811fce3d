import assert from "node:assert/strict";
import { test } from "node:test";
import { applyTheme, type ThemeChoice } from "./apply-theme.ts";

/** A system that wishes for darkness or contrast, and may change its mind. */
function system(wishes: Record<string, boolean>) {
  const changed = new EventTarget();
  Object.assign(globalThis, {
    matchMedia: (query: string) => ({
      get matches() {
        return Object.entries(wishes).some(([word, on]) => on && query.includes(word));
      },
      addEventListener: (name: string, listener: () => void, options: AddEventListenerOptions) => {
        changed.addEventListener(name, listener, options);
      },
    }),
  });
  return { wishes, change: () => changed.dispatchEvent(new Event("change")) };
}

function themed(choice: ThemeChoice, wishes: Record<string, boolean>): Record<string, string | undefined> {
  system(wishes);
  const root = { dataset: {} as Record<string, string | undefined> };
  applyTheme(root as unknown as HTMLElement, choice, new AbortController().signal);
  return root.dataset;
}

test("[Y5] a choice stands before what the system wishes", () => {
  assert.deepEqual(themed("light", { dark: true, more: true }), { theme: "light" });
  assert.deepEqual(themed("contrast", { dark: true, more: true }), { theme: "contrast" });
  assert.deepEqual(themed("dark", { dark: false }), { theme: "dark" });
});

test("[Y5] without a choice the system decides: contrast, dark, both, light", () => {
  assert.deepEqual(themed("auto", {}), { theme: "light" });
  assert.deepEqual(themed("auto", { dark: true }), { theme: "dark" });
  assert.deepEqual(themed("auto", { more: true }), { theme: "contrast" });
  assert.deepEqual(themed("auto", { dark: true, more: true }), { theme: "dark", contrast: "more" });
});

test("[Y5] it follows the system until its signal ends", () => {
  const { wishes, change } = system({ dark: false });
  const root = { dataset: {} as Record<string, string | undefined> };
  const end = new AbortController();
  applyTheme(root as unknown as HTMLElement, "auto", end.signal);
  wishes["dark"] = true;
  change();
  assert.equal(root.dataset["theme"], "dark");
  end.abort();
  wishes["dark"] = false;
  change();
  assert.equal(root.dataset["theme"], "dark");
});
