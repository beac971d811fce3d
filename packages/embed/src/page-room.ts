/** Beside a panel on a narrow screen nothing of the page would be left. */
const MIN_PAGE_PX = 901;

export interface PageRoom {
  /** null: the page has all of its width. */
  set(side: "left" | "right", widthPx: number | null): void;
  remove(): void;
}

/** Makes room in the page for the docked panel by a sheet of ours: no node of the page gets an attribute. */
export function createPageRoom(): PageRoom {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return {
    set(side, widthPx) {
      const rule = `html { margin-${side}: ${String(widthPx)}px !important }`;
      sheet.replaceSync(widthPx === null ? "" : `@media screen and (min-width: ${String(MIN_PAGE_PX)}px) { ${rule} }`);
    },
    remove() {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}
