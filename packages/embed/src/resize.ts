import { clampWidth } from "./place-memory.ts";

const STEP_PX = 16;

/** Width of the docked panel, by pointer and by arrow keys. */
export function watchResize(
  handle: HTMLElement,
  shield: HTMLElement,
  side: "left" | "right",
  width: () => number,
  setWidth: (widthPx: number) => void,
  signal: AbortSignal,
): void {
  const outward = side === "right" ? -1 : 1;
  handle.addEventListener(
    "keydown",
    (event) => {
      const step = event.key === "ArrowLeft" ? -STEP_PX : event.key === "ArrowRight" ? STEP_PX : 0;
      if (step === 0) return;
      event.preventDefault();
      setWidth(clampWidth(width() + step * outward));
    },
    { signal },
  );
  handle.addEventListener(
    "pointerdown",
    (event) => {
      const begun = { x: event.clientX, width: width() };
      handle.setPointerCapture(event.pointerId);
      // The frame would swallow the pointer.
      shield.hidden = false;
      const move = (moved: PointerEvent): void =>
        setWidth(clampWidth(begun.width + (moved.clientX - begun.x) * outward));
      const end = new AbortController();
      const stop = (): void => {
        shield.hidden = true;
        end.abort();
      };
      handle.addEventListener("pointermove", move, { signal: end.signal });
      handle.addEventListener("pointerup", stop, { signal: end.signal });
      handle.addEventListener("pointercancel", stop, { signal: end.signal });
    },
    { signal },
  );
}
