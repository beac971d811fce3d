import type { PanelView } from "@konsil/protocol";
import type { Panel } from "../e2e/stage/panel.ts";
import { percentile, type Measure } from "./measure.ts";
import { LONG, SHORT, startTalk, type Talk } from "./stage/talk.ts";
import { waitFor } from "./stage/wait-for.ts";

const ROWS = 40;
const SWITCHES = 20;

interface Sample {
  readonly shownMs: number;
  readonly queuedMs: number;
}

/** From the key press, as the browser dates it, to the picture with the row, and to the row being written down. */
async function keyPresses(panel: Panel): Promise<Sample[]> {
  await panel.frame.evaluate(() => {
    const samples: { shownMs: number; queuedMs: number }[] = [];
    Object.assign(globalThis, { konsilSamples: samples });
    const own = (): PanelView["conversation"] =>
      document.querySelector<HTMLElement & { readonly view: PanelView }>("konsil-panel")?.view.conversation ?? null;
    const mine = () => own()?.rows.filter((row) => row.kind === "message" && row.own) ?? [];
    addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter") return;
        const before = mine().length;
        let shownMs = 0;
        const look = (): void => {
          const rows = mine();
          const last = rows.at(-1);
          if (shownMs === 0 && rows.length > before) shownMs = performance.now() - event.timeStamp;
          const isWritten = last?.kind === "message" && last.send?.at !== "securing";
          if (shownMs > 0 && isWritten) samples.push({ shownMs, queuedMs: performance.now() - event.timeStamp });
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
  const read = () =>
    panel.frame.evaluate(() => (globalThis as unknown as { konsilSamples: readonly Sample[] }).konsilSamples);
  for (let row = 1; row <= ROWS; row += 1) {
    await panel.write(`Messwert ${String(row)}`);
    await waitFor(async () => ((await read()).length >= row ? true : undefined), `row ${String(row)}`);
  }
  return [...(await read())];
}

/** In the single-page portal: from the announcement of another record to its conversation with an open composer. */
async function switches({ page, portal }: Talk): Promise<number[]> {
  await page.goto(`${portal.origin}/app/akte/${LONG.number}`);
  const panel = await portal.konsil();
  await panel.until((view) => view.conversation?.composer.state === "open");
  await page.evaluate(() => {
    const api = (window as unknown as { Konsil: { push(...commands: unknown[][]): void } }).Konsil;
    const push = api.push.bind(api);
    const told: number[] = [];
    Object.assign(window, { konsilTold: told });
    Object.assign(api, {
      push: (...commands: unknown[][]) => {
        if (commands.some(([name]) => name === "setPatient")) told.push(performance.timeOrigin + performance.now());
        push(...commands);
      },
    });
  });
  const times: number[] = [];
  for (let index = 0; index < SWITCHES; index += 1) {
    const { number, family } = index % 2 === 0 ? SHORT : LONG;
    await page.click(`a[data-number="${number}"]`);
    const toldAt = await waitFor(
      () => page.evaluate((at) => (window as unknown as { konsilTold: number[] }).konsilTold[at], index),
      "the announcement",
    );
    const shownAt = await waitFor(async () => {
      const views = (await panel.frame.evaluate(() => globalThis.konsilProbe))?.views ?? [];
      return views.find((view) => view.at >= toldAt && view.family === family && view.composer === "open")?.at;
    }, `the conversation about ${family}`);
    times.push(shownAt - toldAt);
  }
  return times;
}

/** How fast it answers to a person: an own row, another record. */
export async function measure(signal: AbortSignal): Promise<readonly Measure[]> {
  const talk = await startTalk();
  try {
    const samples = await keyPresses(talk.panel);
    signal.throwIfAborted();
    const switched = await switches(talk);
    const rows = `Chromium, p95 of ${String(ROWS)}`;
    return [
      {
        name: "key press to own row drawn",
        value: percentile(
          samples.map((it) => it.shownMs),
          0.95,
        ),
        unit: "ms",
        target: 17,
        how: rows,
      },
      {
        name: "key press to row written down",
        value: percentile(
          samples.map((it) => it.queuedMs),
          0.95,
        ),
        unit: "ms",
        how: rows,
      },
      {
        name: "another record to its conversation",
        value: percentile(switched, 0.5),
        unit: "ms",
        target: 50,
        how: `Chromium, median of ${String(SWITCHES)}`,
      },
      {
        name: "another record to its conversation",
        value: percentile(switched, 0.95),
        unit: "ms",
        how: `Chromium, p95 of ${String(SWITCHES)}`,
      },
    ];
  } finally {
    await talk.end();
  }
}
