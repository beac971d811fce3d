import { createRef } from "lit/directives/ref.js";
import type { HeldList } from "./held-list.ts";

const HEIGHT_PX = 28;

/** The day of the uppermost row, over the list. A divider that scrolls up to it pushes it away. */
export class StickyDay {
  readonly element = createRef<HTMLElement>();
  readonly #list: HeldList;
  #day = "";

  constructor(list: HeldList) {
    this.#list = list;
  }

  /** Local day, `2026-11-24`; empty before the first row. */
  get day(): string {
    return this.#day;
  }

  /** @returns whether the day changed and has to be drawn anew */
  place(scrollPx: number): boolean {
    const key = this.#list.rowAt(scrollPx);
    const span = key === undefined ? undefined : this.#list.spanOf(key);
    const planned = key === undefined ? undefined : this.#list.plan[this.#list.indexOf(key) ?? -1];
    if (planned === undefined || span === undefined) return false;
    const isOwnDividerVisible = planned.day !== null && span.start >= scrollPx;
    const next = this.#list.rowAt(scrollPx + HEIGHT_PX);
    const nextSpan = next === undefined || next === key ? undefined : this.#list.spanOf(next);
    const pushes =
      nextSpan !== undefined && this.#list.plan[this.#list.indexOf(next ?? planned.row.key) ?? -1]?.day !== null;
    const shift = pushes ? Math.min(0, nextSpan.start - scrollPx - HEIGHT_PX) : 0;
    const element = this.element.value;
    if (element !== undefined) {
      element.hidden = isOwnDividerVisible;
      element.style.transform = `translateY(${String(shift)}px)`;
    }
    const changed = planned.ofDay !== this.#day;
    this.#day = planned.ofDay;
    return changed;
  }
}
