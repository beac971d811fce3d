/** Moves the focus to the next part of the panel: bar, plate, page (F6, Shift+F6). */
export function nextRegion(root: Element | DocumentFragment, step: 1 | -1): void {
  const regions = [...root.querySelectorAll<HTMLElement>("[data-region]")];
  const now = regions.findIndex((region) => region.matches(":focus-within"));
  const next = regions[(now + step + regions.length) % regions.length];
  if (!next) return;
  focusInto(next);
}

function focusInto(region: HTMLElement): void {
  const root = region.shadowRoot ?? region;
  const target = root.querySelector<HTMLElement>("h1[tabindex], textarea, input, button, [tabindex]");
  if (region.hasAttribute("tabindex") || !target) region.focus();
  else target.focus();
}
