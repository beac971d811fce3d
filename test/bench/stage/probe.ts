import type { Page } from "puppeteer-core";
import type { PanelView } from "@konsil/protocol";

/** What the page itself writes down; times are milliseconds since the epoch, the same in all windows of one computer. */
export interface Probe {
  /** The longest task of this document so far, in ms; 0 when none was over 50 ms. */
  longestTaskMs: number;
  /** The loader has run. */
  loaderAt: number;
  /** The view had 30 messages, and they were painted. */
  thirtyAt: number;
  /** Every change of what the panel is about. */
  views: { at: number; family: string; composer: string }[];
}

declare global {
  var konsilProbe: Probe | undefined;
}

/** Runs in every document of the page before its own scripts; sees nothing but this function. */
function observe(): void {
  const probe: Probe = { longestTaskMs: 0, loaderAt: 0, thirtyAt: 0, views: [] };
  globalThis.konsilProbe = probe;
  const now = (): number => performance.timeOrigin + performance.now();
  const noteTask = (list: PerformanceObserverEntryList): void => {
    for (const { duration } of list.getEntries()) probe.longestTaskMs = Math.max(probe.longestTaskMs, duration);
  };
  if (PerformanceObserver.supportedEntryTypes.includes("longtask")) {
    new PerformanceObserver(noteTask).observe({ type: "longtask", buffered: true });
  }
  const define = customElements.define.bind(customElements);
  customElements.define = (name, ...rest) => {
    if (name === "konsil-chat") probe.loaderAt = now();
    define(name, ...rest);
  };
  if (!location.pathname.endsWith("/frame.html")) return;
  const look = (): void => {
    const panel = document.querySelector<HTMLElement & { readonly view?: PanelView }>("konsil-panel");
    const { context, conversation } = panel?.view ?? {};
    const family = context?.state === "confirmed" ? context.reading.patient.family : "";
    const composer = conversation?.composer.state ?? "";
    const last = probe.views.at(-1);
    if (last?.family !== family || last.composer !== composer) probe.views.push({ at: now(), family, composer });
    const messages = conversation?.rows.filter((row) => row.kind === "message").length ?? 0;
    if (messages >= 30 && probe.thirtyAt === 0) {
      probe.thirtyAt = -1;
      requestAnimationFrame(() => (probe.thirtyAt = now()));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export async function probePage(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(observe);
}
