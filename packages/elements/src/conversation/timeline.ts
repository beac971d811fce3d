import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { createRef, ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import type { ConversationView, RowKey, TimelineRow, Transfer } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { dayTitle } from "./format-time.ts";
import { HeldList } from "./held-list.ts";
import type { KonsilMessageRow } from "./message-row.ts";
import { OlderRule } from "./older-rule.ts";
import { planRows, type PlannedRow, type UnreadMarker } from "./plan-rows.ts";
import { ReadMarker } from "./read-marker.ts";
import { later, SeenRule, type Later } from "./seen-rule.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { StickyDay } from "./sticky-day.ts";
import { keyTarget } from "./timeline-keys.ts";
import { timelineStyles } from "./timeline-styles.ts";
import "./message-row.ts";

/** What the sticky day covers. */
const COVERED_PX = 30;

/** The messages of a conversation: a virtual list that holds what is being read in its place (see SPEC). */
@customElement("konsil-timeline")
export class KonsilTimeline extends KonsilElement {
  @property({ attribute: false }) view: ConversationView | null = null;
  /** The person opened this conversation by an act of theirs in the panel; opening a chart is none (safety M5). */
  @property({ type: Boolean }) openedByHand = false;
  @property({ attribute: false }) clock: () => number = () => Date.now();
  /** Whether a person can see this document; and what waits for the second of {@link SeenRule}. Tests set both. */
  @property({ attribute: false }) isWatched: () => boolean = isDocumentWatched;
  @property({ attribute: false }) later: Later = later;
  /** The row that has the focus, or null. */
  @state() private focusedKey: RowKey | null = null;
  @state() private lastVisible: RowKey | null = null;
  @state() private atEnd = true;

  static override styles = [controlStyles, timelineStyles];

  readonly #scroller = createRef<HTMLElement>();
  readonly #list = new HeldList(this, {
    scroller: () => this.#scroller.value ?? null,
    settled: () => {
      this.#settle();
    },
  });
  readonly #sticky = new StickyDay(this.#list);
  readonly #marker = new ReadMarker();
  readonly #older = new OlderRule();
  #rows: readonly TimelineRow[] | null = null;
  #drawnMarker: UnreadMarker | null = null;
  #room: string | null = null;
  /** The newest row when the end was last in view: what came later is counted on the button. */
  #newestAtEnd: RowKey | null = null;
  #focusNext: RowKey | null = null;
  #seen: SeenRule | null = null;
  #life = new AbortController();
  #midnight: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#seen = new SeenRule(
      () => this.isWatched(),
      (upTo) => {
        this.intent({ do: "seen", upTo });
      },
      signal,
      this.later,
    );
    const watch = (): void => {
      this.#seen?.watch();
    };
    window.addEventListener("focus", watch, { signal });
    window.addEventListener("blur", watch, { signal });
    document.addEventListener("visibilitychange", watch, { signal });
    this.#waitForMidnight();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    clearTimeout(this.#midnight);
  }

  /** An act of the person in this conversation, also outside the list (safety M5). */
  act(): void {
    this.#seen?.act();
  }

  /** The row that has the focus. */
  get focusedRow(): TimelineRow | undefined {
    const index = this.focusedKey === null ? undefined : this.#list.indexOf(this.focusedKey);
    return index === undefined ? undefined : this.#list.plan[index]?.row;
  }

  goToEnd(): void {
    this.#list.hold({ at: "end" });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("view")) this.#takeView();
    this.#list.keep(this.focusedKey);
  }

  #takeView(): void {
    const { view } = this;
    if (view === null) return;
    const entered = view.conversation.roomId !== this.#room;
    if (entered) this.#leaveRoom(view.conversation.roomId);
    const before = this.#list.plan;
    const marker = this.#marker.of(view.conversation, view.rows);
    // A letter in the composer brings a new view too: rows that are the same are not laid out again.
    if (view.rows !== this.#rows || !isSameMarker(marker, this.#drawnMarker)) {
      this.#list.setRows(planRows(view.rows, marker));
    }
    this.#rows = view.rows;
    this.#drawnMarker = marker;
    if (entered || before.length === 0) this.#placeAtStart();
    else if (this.#wroteNow(before)) this.#list.hold({ at: "end" });
    this.#keepFocus(before);
    if (this.openedByHand) this.#seen?.act();
  }

  #leaveRoom(roomId: string): void {
    this.#room = roomId;
    this.#seen?.enter();
    this.#newestAtEnd = null;
    this.#older.enter();
    this.focusedKey = null;
  }

  /** A conversation opens at the end, or where the new messages begin when they are more than fit. */
  #placeAtStart(): void {
    const first = this.#list.plan.find((planned) => planned.unread > 0);
    this.#list.hold(first === undefined ? { at: "end" } : { at: "top", key: first.row.key, abovePx: COVERED_PX });
  }

  /** An own message that is new at the end: its writer wants to see it. */
  #wroteNow(before: readonly PlannedRow[]): boolean {
    const last = this.#list.plan.at(-1)?.row;
    if (last === undefined || last.key === before.at(-1)?.row.key) return false;
    return last.kind === "message" && last.own && last.send?.at !== "sent";
  }

  /** When the row that had the focus is gone (discarded, taken back), its neighbour gets it. */
  #keepFocus(before: readonly PlannedRow[]): void {
    if (this.focusedKey === null || this.#list.indexOf(this.focusedKey) !== undefined) return;
    const at = before.findIndex((planned) => planned.row.key === this.focusedKey);
    const { plan } = this.#list;
    this.#focusNext = plan[Math.min(Math.max(0, at), plan.length - 1)]?.row.key ?? null;
    this.focusedKey = this.#focusNext;
  }

  override render(): TemplateResult | typeof nothing {
    const { view, words } = this;
    if (view === null) return nothing;
    const current = this.#currentKey();
    return html`<div
        class="scroller"
        role="log"
        aria-live="off"
        aria-label=${words.talk.log}
        tabindex="-1"
        ${ref(this.#scroller)}
        @scroll=${this.#onScroll}
        @keydown=${this.#onKey}
        @focusin=${this.#onFocus}
        @focusout=${this.#onBlur}
        @pointerdown=${this.#onAct}
        @wheel=${{ handleEvent: this.#onAct, passive: true }}
        @touchmove=${{ handleEvent: this.#onAct, passive: true }}
      >
        <div class="content" .style=${`height:${String(this.#list.totalPx)}px`}>
          <div class="top">${this.#renderTop(view)}</div>
          ${repeat(
            this.#list.items,
            (item) => item.key,
            (item) => {
              const planned = this.#list.plan[item.index];
              return planned === undefined
                ? nothing
                : html`<div
                    class="item"
                    data-index=${item.index}
                    .style=${`transform:translateY(${String(item.start)}px)`}
                  >
                    ${this.#renderItem(view, planned, planned.row.key === current)}
                  </div>`;
            },
          )}
        </div>
      </div>
      ${this.#renderSticky()} ${this.#renderNewest(view)}`;
  }

  #renderTop(view: ConversationView): TemplateResult | typeof nothing {
    const { talk } = this.words;
    if (view.loadingOlder) return html`<span class="loading">${icon("loading", "s")}${talk.loadingOlder}</span>`;
    if (view.moreAbove) return nothing;
    return html`<p>${talk.begin}</p>
      <p>${talk.emergency}</p>`;
  }

  #renderItem(view: ConversationView, planned: PlannedRow, isCurrent: boolean): TemplateResult {
    const { key } = planned.row;
    return html`${planned.day === null ? nothing : this.#renderDay(planned.day)}
      ${
        planned.unread === 0
          ? nothing
          : html`<div class="unread"><span>${this.words.talk.unread(planned.unread)}</span></div>`
      }
      <konsil-message-row
        .plan=${planned}
        .locale=${this.locale}
        .picture=${view.pictures.get(key)}
        .transfer=${transferOf(view.transfers, key)}
        .clock=${this.clock}
        ?current=${isCurrent}
        ?answerable=${view.composer.state === "open"}
        data-key=${key}
      ></konsil-message-row>`;
  }

  #renderDay(day: string): TemplateResult {
    return html`<div class="day"><span>${dayTitle(day, this.clock(), this.locale, this.words)}</span></div>`;
  }

  #renderSticky(): TemplateResult {
    return html`<div class="sticky" aria-hidden="true" hidden ${ref(this.#sticky.element)}>
      ${this.#renderDay(this.#sticky.day)}
    </div>`;
  }

  #renderNewest(view: ConversationView): TemplateResult | typeof nothing {
    if (this.atEnd) return nothing;
    const from = view.rows.findIndex((row) => row.key === this.#newestAtEnd);
    const count = from < 0 ? 0 : view.rows.slice(from + 1).filter((row) => row.kind === "message" && !row.own).length;
    return html`<button class="button newest" @click=${this.#onNewest}>
      ${icon("down", "s")}${this.words.talk.newest(count)}
    </button>`;
  }

  /** The row in the tab order: the one with the focus, else the last one in sight. */
  #currentKey(): RowKey | null {
    if (this.focusedKey !== null && this.#list.indexOf(this.focusedKey) !== undefined) return this.focusedKey;
    if (this.lastVisible !== null && this.#list.indexOf(this.lastVisible) !== undefined) return this.lastVisible;
    return this.#list.plan.at(-1)?.row.key ?? null;
  }

  readonly #onAct = (): void => {
    this.act();
  };

  readonly #onScroll = (): void => {
    this.#look(this.#list.scrolled());
  };

  /** After every settled update and every scroll: what is in sight decides about the sticky day, the button and "seen". */
  #look(byPerson: boolean): void {
    const scroller = this.#scroller.value;
    if (scroller === undefined || this.view === null) return;
    if (this.#sticky.place(scroller.scrollTop)) this.requestUpdate();
    this.atEnd = this.#list.isAtEnd;
    if (this.atEnd) this.#newestAtEnd = this.#list.plan.at(-1)?.row.key ?? null;
    const visible = this.#visibleEnds(scroller);
    this.lastVisible = visible.at(-1)?.row.key ?? null;
    this.#seen?.show(visible.findLast(isReadable)?.row.key ?? null);
    if (this.#older.asks(this.view, scroller.scrollTop, byPerson)) this.intent({ do: "loadOlder" });
  }

  #settle(): void {
    this.#look(false);
    const row = this.#focusNext === null ? undefined : this.#elementOf(this.#focusNext);
    if (row === undefined) return;
    this.#focusNext = null;
    row.focus({ preventScroll: true });
  }

  /** Rows whose end is on the screen. */
  #visibleEnds(scroller: HTMLElement): PlannedRow[] {
    const from = scroller.scrollTop;
    const to = from + scroller.clientHeight + 1;
    return this.#list.items
      .filter((item) => item.end > from && item.end <= to)
      .flatMap((item) => this.#list.plan[item.index] ?? []);
  }

  readonly #onNewest = (): void => {
    this.goToEnd();
    this.#focusNext = this.#list.plan.at(-1)?.row.key ?? null;
    this.focusedKey = this.#focusNext;
  };

  readonly #onFocus = (event: FocusEvent): void => {
    this.focusedKey = rowKeyOf(event.target) ?? this.focusedKey;
  };

  readonly #onBlur = (event: FocusEvent): void => {
    const inside = event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget);
    if (!inside && this.#focusNext === null) this.focusedKey = null;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    this.act();
    const at = this.#currentKey();
    const index = at === null ? -1 : (this.#list.indexOf(at) ?? -1);
    const target = keyTarget(event, index, this.#list.plan.length);
    if (target === undefined) return;
    if (target === "reply") {
      if (at === null || this.#elementOf(at)?.canAnswer() !== true) return;
      event.preventDefault();
      this.intent({ do: "replyTo", key: at });
      return;
    }
    event.preventDefault();
    this.#goTo(target);
  };

  #goTo(index: number): void {
    const key = this.#list.plan[index]?.row.key;
    const scroller = this.#scroller.value;
    if (key === undefined || scroller === undefined) return;
    this.focusedKey = key;
    this.#focusNext = key;
    const span = this.#list.spanOf(key);
    if (span === undefined) return;
    const { scrollTop, clientHeight } = scroller;
    if (index === this.#list.plan.length - 1) this.#list.hold({ at: "end" });
    else if (index === 0) this.#list.hold({ at: "top", key, abovePx: span.start });
    else if (span.start < scrollTop + COVERED_PX) this.#list.hold({ at: "top", key, abovePx: COVERED_PX });
    else if (span.end > scrollTop + clientHeight) this.#list.hold({ at: "row", key, belowPx: clientHeight - 8 });
    else this.requestUpdate();
  }

  #elementOf(key: RowKey): KonsilMessageRow | undefined {
    return [...this.renderRoot.querySelectorAll("konsil-message-row")].find((row) => row.plan?.row.key === key);
  }

  /** "Heute" is wrong after midnight. */
  #waitForMidnight(): void {
    clearTimeout(this.#midnight);
    const next = new Date(this.clock());
    next.setHours(24, 0, 1, 0);
    this.#midnight = setTimeout(
      () => {
        this.requestUpdate();
        this.#waitForMidnight();
      },
      Math.max(1000, next.getTime() - this.clock()),
    );
  }
}

function rowKeyOf(target: EventTarget | null): RowKey | null {
  if (!(target instanceof Element)) return null;
  return target.closest("konsil-message-row")?.plan?.row.key ?? null;
}

function transferOf(transfers: readonly Transfer[], key: RowKey): Transfer | undefined {
  return transfers.find((transfer) => transfer.key === key);
}

function isDocumentWatched(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

function isSameMarker(a: UnreadMarker | null, b: UnreadMarker | null): boolean {
  return a?.after === b?.after && a?.count === b?.count;
}

function isReadable({ row }: PlannedRow): boolean {
  return row.kind === "message" && row.body.kind !== "unreadable";
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-timeline": KonsilTimeline;
  }
}
