/** What a key does in the list: an index to go to, "reply", or nothing. Keys with modifiers belong to others. */
export function keyTarget(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat">,
  index: number,
  count: number,
): number | "reply" | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || count === 0) return undefined;
  switch (event.key) {
    case "ArrowUp":
      return Math.max(0, index - 1);
    case "ArrowDown":
      return Math.min(count - 1, index + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "r":
    case "R":
      return event.repeat ? undefined : "reply";
    default:
      return undefined;
  }
}
