/** Enter within so many milliseconds of a send is taken for the same press (safety M3). */
const SAME_PRESS_MS = 300;

/** What an Enter in the field means. Everything that is no clear wish to send leaves the text alone. */
export type EnterMeaning = "send" | "sendNow" | "newLine" | "nothing";

export class EnterRule {
  #sentAt = -Infinity;

  /** @param nowMs time of the event, milliseconds of a steady clock */
  meaningOf(
    event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "isComposing">,
    nowMs: number,
  ): EnterMeaning | undefined {
    if (event.key !== "Enter") return undefined;
    // The Enter that picks a word of an input method is not ours.
    if (event.isComposing || event.shiftKey || event.altKey) return "newLine";
    if (event.repeat || nowMs - this.#sentAt < SAME_PRESS_MS) return "nothing";
    this.#sentAt = nowMs;
    return event.ctrlKey || event.metaKey ? "sendNow" : "send";
  }
}
