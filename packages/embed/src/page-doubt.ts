/** The page moved in itself: whatever was read before is in doubt until the page says it again (safety P3). */
export function watchDoubt(onDoubt: () => void, signal: AbortSignal): void {
  const options = { signal };
  window.addEventListener("popstate", onDoubt, options);
  window.addEventListener("hashchange", onDoubt, options);
  window.addEventListener(
    "pageshow",
    (event) => {
      if (event.persisted) onDoubt();
    },
    options,
  );
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible") onDoubt();
    },
    options,
  );
  const { navigation } = window as unknown as { navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", onDoubt, options);
}
