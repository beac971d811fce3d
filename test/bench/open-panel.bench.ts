import type { Page } from "puppeteer-core";
import { percentile, type Measure } from "./measure.ts";
import { serveEmptyFrame } from "./stage/empty-frame.ts";
import type { Probe } from "./stage/probe.ts";
import { LONG, SHORT, startTalk, type Talk } from "./stage/talk.ts";
import { waitFor } from "./stage/wait-for.ts";

const RUNS = 15;
const NAVIGATIONS = 30;

const probeOf = async (frame: { evaluate: Page["evaluate"] }): Promise<Probe | undefined> =>
  frame.evaluate(() => globalThis.konsilProbe).catch(() => undefined);

const chatFrame = (page: Page): ReturnType<Page["frames"]>[number] | undefined =>
  page.frames().find((frame) => frame.url().includes("/frame.html"));

/** From the loader's run to 30 painted messages, the panel being open since an earlier page, the engine alive. */
async function openingMs({ page, portal }: Talk): Promise<number> {
  await portal.openChart(LONG.number);
  const shownAt = await waitFor(async () => {
    const frame = chatFrame(page);
    const at = frame && (await probeOf(frame))?.thirtyAt;
    return at !== undefined && at > 0 ? at : undefined;
  }, "30 messages");
  const loaderAt = (await probeOf(page))?.loaderAt ?? 0;
  return shownAt - loaderAt;
}

/** The same page without the chat: from the moment an empty frame of another site is asked for to its first picture. */
async function emptyMs({ page, portal }: Talk, url: string): Promise<number> {
  await page.setRequestInterception(true);
  const refuse = (request: { url(): string; abort(): Promise<void>; continue(): Promise<void> }): void => {
    void (request.url().endsWith("/konsil.js") ? request.abort() : request.continue());
  };
  page.on("request", refuse);
  const script = await page.evaluateOnNewDocument((address: string) => {
    const holder = globalThis as { paintedAt?: number; askedAt?: number };
    const now = (): number => performance.timeOrigin + performance.now();
    if (location.href === address) {
      requestAnimationFrame(() => requestAnimationFrame(() => (holder.paintedAt = now())));
      return;
    }
    if (window !== window.top) return;
    document.addEventListener("DOMContentLoaded", () => {
      const frame = document.createElement("iframe");
      holder.askedAt = now();
      frame.src = address;
      // Where the panel would be: a frame out of sight is not painted.
      Object.assign(frame.style, { position: "fixed", inset: "0 0 0 auto", width: "400px", height: "100%" });
      document.documentElement.append(frame);
    });
  }, url);
  try {
    await portal.openChart(LONG.number);
    const read = (key: "paintedAt" | "askedAt", frame: { evaluate: Page["evaluate"] } | undefined) =>
      frame
        ?.evaluate((name) => (globalThis as Record<string, unknown>)[name] as number | undefined, key)
        .catch(() => undefined);
    const paintedAt = await waitFor(
      async () =>
        read(
          "paintedAt",
          page.frames().find((frame) => frame.url() === url),
        ),
      "the empty frame",
    );
    return paintedAt - ((await read("askedAt", page)) ?? 0);
  } finally {
    await page.removeScriptToEvaluateOnNewDocument(script.identifier);
    page.off("request", refuse);
    await page.setRequestInterception(false);
  }
}

/** A probe that sees nothing would report the best of figures. @throws when it overlooks a task of 120 ms */
async function checkProbe(where: { evaluate: Page["evaluate"] }): Promise<void> {
  await where.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 120;
      while (performance.now() < end);
    });
  });
  await waitFor(async () => (((await probeOf(where))?.longestTaskMs ?? 0) >= 100 ? true : undefined), "a long task");
}

async function longestTasks({ page, portal }: Talk): Promise<{ host: number; frame: number }> {
  const longest = { host: 0, frame: 0 };
  for (let index = 0; index < NAVIGATIONS; index += 1) {
    const { number, family } = index % 2 === 0 ? SHORT : LONG;
    await portal.openChart(number);
    const frame = await waitFor(async () => {
      const found = chatFrame(page);
      const views = found && (await probeOf(found))?.views;
      return views?.some((view) => view.family === family && view.composer === "open") ? found : undefined;
    }, `the conversation about ${family}`);
    longest.host = Math.max(longest.host, (await probeOf(page))?.longestTaskMs ?? 0);
    longest.frame = Math.max(longest.frame, (await probeOf(frame))?.longestTaskMs ?? 0);
  }
  await checkProbe(page);
  await checkProbe(chatFrame(page) ?? page);
  return longest;
}

/** How fast an open panel is back after a page load, and what the host page pays for it. */
export async function measure(signal: AbortSignal): Promise<readonly Measure[]> {
  const talk = await startTalk();
  const empty = await serveEmptyFrame();
  try {
    await talk.page.setBypassCSP(true);
    const chat: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      signal.throwIfAborted();
      chat.push(await openingMs(talk));
      bare.push(await emptyMs(talk, empty.url));
    }
    await talk.page.setBypassCSP(false);
    const longest = await longestTasks(talk);
    const how = `Chromium, live engine, median of ${String(RUNS)}`;
    const [chatMs, bareMs] = [percentile(chat, 0.5), percentile(bare, 0.5)];
    const tasks = `Chromium, longest of ${String(NAVIGATIONS)} navigations; 0: none over 50`;
    return [
      { name: "loader run to 30 messages shown", value: chatMs, unit: "ms", how },
      { name: "empty cross-site frame", value: bareMs, unit: "ms", how },
      { name: "the first over the second", value: chatMs / bareMs, unit: "×", target: 1.6, how },
      { name: "longest task in the host page", value: longest.host, unit: "ms", target: 50, how: tasks },
      { name: "longest task in the frame", value: longest.frame, unit: "ms", target: 50, how: tasks },
    ];
  } finally {
    await empty.stop();
    await talk.end();
  }
}
