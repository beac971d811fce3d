/** Widest picture in a bubble, in pixels. */
const WIDTH_PX = 268;
const TALLEST_PX = 320;
const LOWEST_PX = 72;
/** For a picture whose sender did not say how large it is. */
const UNKNOWN_PX = 176;

/** Height that is reserved for a picture of this size, so that nothing moves when it arrives. */
export function pictureHeightPx(width: number | undefined, height: number | undefined): number {
  if (width === undefined || height === undefined || !(width > 0) || !(height > 0)) return UNKNOWN_PX;
  return Math.round(Math.min(TALLEST_PX, Math.max(LOWEST_PX, (WIDTH_PX * height) / width)));
}
