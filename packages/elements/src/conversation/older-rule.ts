import type { ConversationView, RowKey } from "@konsil/protocol";

/** Older rows are asked for when so little is left above. */
const NEAR_TOP_PX = 600;

type OlderView = Pick<ConversationView, "rows" | "moreAbove" | "loadingOlder">;

/**
 * When are older rows asked for? Near the top, once for each uppermost row. When an attempt brought nothing (no
 * connection), the next turn of the wheel by a person asks again; by itself nothing is repeated.
 */
export class OlderRule {
  #askedAbove: RowKey | null | undefined;
  #wasLoading = false;
  #isBarren = false;

  /** Another conversation. */
  enter(): void {
    this.#askedAbove = undefined;
    this.#wasLoading = false;
    this.#isBarren = false;
  }

  /** @param byPerson the list was scrolled, it did not only change */
  asks(view: OlderView, scrollPx: number, byPerson: boolean): boolean {
    const top = view.rows[0]?.key ?? null;
    if (this.#wasLoading && !view.loadingOlder) this.#isBarren = top === this.#askedAbove;
    this.#wasLoading = view.loadingOlder;
    if (!view.moreAbove || view.loadingOlder || scrollPx > NEAR_TOP_PX) return false;
    if (top === this.#askedAbove && !(this.#isBarren && byPerson)) return false;
    this.#askedAbove = top;
    this.#isBarren = false;
    return true;
  }
}
