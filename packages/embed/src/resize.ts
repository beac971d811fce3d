import { clampWidth, MAX_WIDTH_PX, MIN_WIDTH_PX } from "./place-memory.ts";

export const STEP_PX = 16;

export interface ResizeOptions {
  readonly handle: HTMLElement;
  /** Lies over the frame while the pointer is down: the frame would swallow it. */
  readonly shield: HTMLElement;
  readonly side: () => "left" | "right";
  readonly width: () => number;
  readonly setWidth: (widthPx: number) => void;
  readonly signal: AbortSignal;
}

/** Width of the docked panel, by pointer and by arrow keys. */
export function watchResize(options: ResizeOptions): void {
  const { handle, signal, width, setWidth } = options;
  const outward = (): number => (options.side() === "right" ? -1 : 1);
  handle.addEventListener(
    "keydown",
    (event) => {
      const next = widthAfter(event.key, width(), outward());
      if (next === null) return;
      event.preventDefault();
      setWidth(clampWidth(next));
    },
    { signal },
  );
  handle.addEventListener("pointerdown", (event) => follow(options, event, outward()), { signal });
}

/** @returns null for a key that is not ours */
export function widthAfter(key: string, widthPx: number, outward: number): number | null {
  switch (key) {
    case "ArrowLeft":
      return widthPx - STEP_PX * outward;
    case "ArrowRight":
      return widthPx + STEP_PX * outward;
    case "Home":
      return MIN_WIDTH_PX;
    case "End":
      return MAX_WIDTH_PX;
    default:
      return null;
  }
}

function follow({ handle, shield, width, setWidth, signal }: ResizeOptions, down: PointerEvent, outward: number): void {
  if (down.button !== 0) return;
  const begun = width();
  const done = new AbortController();
  const until = { signal: AbortSignal.any([done.signal, signal]) };
  const stop = (): void => {
    shield.hidden = true;
    done.abort();
  };
  handle.setPointerCapture(down.pointerId);
  shield.hidden = false;
  handle.addEventListener(
    "pointermove",
    (moved) => setWidth(clampWidth(begun + (moved.clientX - down.clientX) * outward)),
    until,
  );
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    handle.addEventListener(name, stop, until);
  }
}
