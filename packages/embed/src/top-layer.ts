/**
 * Shows a node above everything of the page (`popover="manual"`); where the browser has no popovers, by its z-index. Only
 * `display` changes: a frame inside goes on.
 */
export function setShown(node: HTMLElement, isShown: boolean): void {
  node.hidden = !isShown;
  if (typeof node.showPopover !== "function" || !node.isConnected) return;
  node.popover ??= "manual";
  if (node.matches(":popover-open") === isShown) return;
  if (isShown) node.showPopover();
  else node.hidePopover();
}
