/** Width and whether the panel was open, per site. Nothing else of ours is kept in the host's storage. */
export interface Place {
  readonly widthPx: number;
  /** null: nothing is remembered. */
  readonly isOpen: boolean | null;
}

/** The loader reads it too: a panel that was open counts as use. */
export const PLACE_NAME = "konsil:place";
export const MIN_WIDTH_PX = 360;
export const MAX_WIDTH_PX = 480;
const USUAL_WIDTH_PX = 400;

export const clampWidth = (widthPx: number): number =>
  Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, Math.round(widthPx)));

export function readPlace(): Place {
  try {
    const [width = "", open = ""] = (localStorage.getItem(PLACE_NAME) ?? "").split(" ");
    const isOpen = open === "open" ? true : open === "closed" ? false : null;
    return { widthPx: clampWidth(Number(width) || USUAL_WIDTH_PX), isOpen };
  } catch {
    return { widthPx: USUAL_WIDTH_PX, isOpen: null };
  }
}

export function writePlace(widthPx: number, isOpen: boolean): void {
  try {
    localStorage.setItem(PLACE_NAME, `${String(widthPx)} ${isOpen ? "open" : "closed"}`);
  } catch {
    // Blocked or full: the panel then begins at its usual place.
  }
}

export function forgetPlace(): void {
  try {
    localStorage.removeItem(PLACE_NAME);
  } catch {
    // Nothing was kept.
  }
}
