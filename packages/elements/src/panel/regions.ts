/** Parts of a conversation that are regions of their own. */
const INSIDE = "header, konsil-timeline, konsil-composer";
const FOCUSABLE = "h1[tabindex], textarea, input:not([hidden]), select, button, [tabindex='0']";

/** Moves the focus to the next part of the panel (F6, Shift+F6): bar, plate, banner, page or the parts of a conversation. */
export function nextRegion(root: Element | DocumentFragment, step: 1 | -1): void {
  const regions = regionsOf(root);
  const now = regions.findIndex((region) => region.matches(":focus-within"));
  // From nowhere forwards to the first, backwards to the last; a part without anything to focus is passed over.
  for (let tried = 1; tried <= regions.length; tried += 1) {
    const from = now < 0 && step < 0 ? 0 : now;
    const next = regions[(from + step * tried + regions.length * tried) % regions.length];
    if (next && focusInto(next)) return;
  }
}

function regionsOf(root: Element | DocumentFragment): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("[data-region]")].flatMap((region) => {
    const inside = region.localName === "konsil-conversation" ? region.shadowRoot : null;
    return inside ? [...inside.querySelectorAll<HTMLElement>(INSIDE)] : [region];
  });
}

function focusInto(region: HTMLElement): boolean {
  if (region.hasAttribute("tabindex")) {
    region.focus();
    return true;
  }
  const target = firstFocusable(region.shadowRoot ?? region);
  target?.focus();
  return target !== undefined;
}

function firstFocusable(root: ParentNode): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    if (element.matches(FOCUSABLE)) return element;
    const inside = element.shadowRoot && firstFocusable(element.shadowRoot);
    if (inside) return inside;
  }
  return undefined;
}
