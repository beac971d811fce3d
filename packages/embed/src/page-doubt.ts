export interface DoubtOptions {
  /** Attributes are always those of this moment: after a look at another tab nothing about them is in doubt. */
  readonly canBeAsked: () => boolean;
  readonly onDoubt: () => void;
  readonly signal: AbortSignal;
}

/** The page moved in itself: whatever was read before is in doubt until the page says it again (safety P3). */
export function watchDoubt({ canBeAsked, onDoubt, signal }: DoubtOptions): void {
  const options = { signal };
  const moved = (): void => onDoubt();
  window.addEventListener("popstate", moved, options);
  window.addEventListener("hashchange", moved, options);
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible" && canBeAsked()) onDoubt();
    },
    options,
  );
  // Sees pushState too. Without it a silent route change is found when something is sent. Not yet in TypeScript's DOM.
  const { navigation } = window as unknown as { navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", moved, options);
}
