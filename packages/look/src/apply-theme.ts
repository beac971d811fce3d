/** `auto` follows the system: its contrast wish first, then light or dark. */
export type ThemeChoice = "auto" | "light" | "dark" | "contrast";

/** Sets `data-theme` and `data-contrast` before the first paint, and follows the system where nothing was chosen. */
export function applyTheme(root: HTMLElement, choice: ThemeChoice, signal: AbortSignal): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const more = matchMedia("(prefers-contrast: more)");
  const set = (): void => {
    const system = dark.matches ? "dark" : more.matches ? "contrast" : "light";
    root.dataset["theme"] = choice === "auto" ? system : choice;
    if (more.matches && root.dataset["theme"] === "dark") root.dataset["contrast"] = "more";
    else delete root.dataset["contrast"];
  };
  set();
  dark.addEventListener("change", set, { signal });
  more.addEventListener("change", set, { signal });
}
