/** Width and whether the panel was open, per site. Nothing else of ours is kept in the host's storage. */
export interface Place {
  readonly widthPx: number;
  readonly isOpen: boolean;
}

const NAME = "konsil:place";
export const MIN_WIDTH_PX = 360;
export const MAX_WIDTH_PX = 480;
export const clampWidth = (widthPx: number): number =>
  Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, Math.round(widthPx)));

export function readPlace(): Place {
  try {
    const [width, open] = (localStorage.getItem(NAME) ?? "").split(" ");
    return { widthPx: clampWidth(Number(width) || 400), isOpen: open === "open" };
  } catch {
    return { widthPx: 400, isOpen: false };
  }
}

export function writePlace(place: Place): void {
  try {
    localStorage.setItem(NAME, `${String(place.widthPx)} ${place.isOpen ? "open" : "closed"}`);
  } catch {
    // Blocked or full: the panel then begins at its usual place.
  }
}

export function forgetPlace(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept.
  }
}
