import {
  VirtualizerController,
  defaultRangeExtractor,
  type VirtualItem,
  type Virtualizer,
} from "@tanstack/lit-virtual";
import type { LitElement, ReactiveController } from "lit";
import type { RowKey } from "@konsil/protocol";
import { estimateRowPx } from "./estimate-row.ts";
import type { PlannedRow } from "./plan-rows.ts";
import { holdAt, isAtEnd, offsetOf, type Hold, type Measures, type Span } from "./scroll-hold.ts";

/** Room above the first row, for "loading" or the beginning. It is always there, so that nothing moves when it changes. */
export const TOP_PX = 52;
const BOTTOM_PX = 12;

interface HeldListOptions {
  readonly scroller: () => HTMLElement | null;
  /** Runs after the list has settled: rows are measured, the place is held. */
  readonly settled: () => void;
}

/**
 * A virtual list that knows what a person is reading and keeps it in its place, whatever happens above or below. The
 * virtualizer decides which rows are in the document; the place is kept here alone, with one rule (see `scroll-hold.ts`).
 * Rows are measured after their own update, not while rendering, else the virtualizer would walk over all of them.
 */
export class HeldList implements ReactiveController, Measures {
  readonly #host: LitElement;
  readonly #options: HeldListOptions;
  readonly #virtual: Virtualizer<HTMLElement, HTMLElement>;
  #plan: readonly PlannedRow[] = [];
  #indexes: ReadonlyMap<RowKey, number> = new Map();
  #hold: Hold = { at: "end" };
  #appliedPx = 0;
  #resize: ResizeObserver | null = null;

  constructor(host: LitElement, options: HeldListOptions) {
    this.#host = host;
    this.#options = options;
    this.#virtual = new VirtualizerController<HTMLElement, HTMLElement>(host, {
      count: 0,
      getScrollElement: options.scroller,
      estimateSize: (index) => this.#estimate(index),
      measureElement: (element) => this.#heightOf(element),
      overscan: 6,
      paddingStart: TOP_PX,
      paddingEnd: BOTTOM_PX,
    }).getVirtualizer();
    this.#virtual.shouldAdjustScrollPositionOnItemSizeChange = () => false;
    host.addController(this);
  }

  get plan(): readonly PlannedRow[] {
    return this.#plan;
  }

  get totalPx(): number {
    return this.#virtual.getTotalSize();
  }

  get isAtEnd(): boolean {
    return isAtEnd(this.#scrollPx, this);
  }

  /** The rows that are in the document now. */
  get items(): readonly VirtualItem[] {
    return this.#virtual.getVirtualItems();
  }

  get viewportPx(): number {
    return this.#options.scroller()?.clientHeight ?? 0;
  }

  spanOf(key: RowKey): Span | undefined {
    const index = this.#indexes.get(key);
    return index === undefined ? undefined : this.#virtual.measurementsCache[index];
  }

  rowAt(offsetPx: number): RowKey | undefined {
    const item = this.#virtual.getVirtualItemForOffset(offsetPx);
    return item === undefined ? undefined : this.#plan[item.index]?.row.key;
  }

  indexOf(key: RowKey): number | undefined {
    return this.#indexes.get(key);
  }

  /** Takes over the rows of this update; to be called in `willUpdate`. */
  setRows(plan: readonly PlannedRow[]): void {
    this.#plan = plan;
    this.#indexes = new Map(plan.map((planned, index) => [planned.row.key, index]));
    this.#virtual.setOptions({
      ...this.#virtual.options,
      count: plan.length,
      // A new function tells the virtualizer that other rows stand at the indexes.
      getItemKey: (index) => this.#plan[index]?.row.key ?? index,
    });
    const target = offsetOf(this.#hold, this);
    if (target !== undefined) this.#virtual.scrollOffset = target;
  }

  /** The row that stays in the document although it is out of sight: the one with the focus. */
  keep(key: RowKey | null): void {
    this.#virtual.setOptions({
      ...this.#virtual.options,
      // A new function tells the virtualizer that other rows belong to the same range.
      rangeExtractor: (range) => this.#withKept(defaultRangeExtractor(range), key),
    });
  }

  hold(hold: Hold): void {
    this.#hold = hold;
    this.#host.requestUpdate();
  }

  /** The scroller moved: if a person did it, what they see now is what is held from here on. @returns whether it was a person */
  scrolled(): boolean {
    if (Math.abs(this.#scrollPx - this.#appliedPx) <= 1) return false;
    this.#hold = holdAt(this.#scrollPx, this);
    this.#appliedPx = this.#scrollPx;
    return true;
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    if (scroller === null) return;
    if (this.#resize === null) {
      this.#resize = new ResizeObserver(() => {
        this.#host.requestUpdate();
      });
      this.#resize.observe(scroller);
    }
    this.#apply(scroller);
    void this.#measure(scroller);
  }

  hostDisconnected(): void {
    this.#resize?.disconnect();
    this.#resize = null;
  }

  #apply(scroller: HTMLElement): void {
    if (scroller.clientHeight === 0) return;
    const target = offsetOf(this.#hold, this);
    if (target === undefined) {
      this.#hold = holdAt(scroller.scrollTop, this);
      return;
    }
    if (Math.abs(scroller.scrollTop - target) > 0.5) scroller.scrollTop = target;
    this.#appliedPx = scroller.scrollTop;
    this.#virtual.scrollOffset = scroller.scrollTop;
  }

  async #measure(scroller: HTMLElement): Promise<void> {
    const elements = [...scroller.querySelectorAll<HTMLElement>("[data-index]")];
    await Promise.all(elements.map(rowDone));
    if (!this.#host.isConnected || scroller.clientHeight === 0) return;
    const before = this.totalPx;
    for (const element of elements) {
      if (!element.isConnected) continue;
      this.#virtual.measureElement(element);
      // While the scroller moves the virtualizer would wait; the hold needs the true heights now.
      this.#virtual.resizeItem(Number(element.dataset["index"]), this.#heightOf(element));
    }
    this.#virtual.measureElement(null);
    if (this.totalPx === before) this.#options.settled();
  }

  #heightOf(element: HTMLElement): number {
    const index = Number(element.dataset["index"]);
    const heightPx = Math.round(element.getBoundingClientRect().height);
    // Nothing is measured while the panel is hidden.
    if (heightPx > 0) return heightPx;
    return this.#virtual.itemSizeCache.get(this.#plan[index]?.row.key ?? index) ?? this.#estimate(index);
  }

  #estimate(index: number): number {
    const planned = this.#plan[index];
    return planned === undefined ? 0 : estimateRowPx(planned);
  }

  #withKept(indexes: number[], key: RowKey | null): number[] {
    const index = key === null ? undefined : this.#indexes.get(key);
    if (index === undefined || indexes.includes(index)) return indexes;
    return [...indexes, index].sort((a, b) => a - b);
  }

  get #scrollPx(): number {
    return this.#options.scroller()?.scrollTop ?? 0;
  }
}

async function rowDone(element: HTMLElement): Promise<void> {
  await element.querySelector("konsil-message-row")?.updateComplete;
}
