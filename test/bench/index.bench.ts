import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { openBrowser } from "../e2e/stage/open-browser.ts";
import { percentile, type Measure } from "./measure.ts";

const RUNS = 15;

async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("pages/open-index.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    conditions: ["source", "browser"],
    target: "es2022",
    minify: true,
  });
  return outputFiles[0]?.text ?? "";
}

/** The encrypted patient index of a big practice, from the disk of a real browser. */
export async function measure(): Promise<readonly Measure[]> {
  const script = await pageScript();
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html; charset=utf-8" });
    response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await openBrowser();
  try {
    const page = await browser.browser.newPage();
    await page.goto(`http://localhost:${String((server.address() as AddressInfo).port)}/`);
    const times = await page.evaluate(
      (runs) => (globalThis as unknown as { openTimes(count: number): Promise<number[]> }).openTimes(runs),
      RUNS,
    );
    const how = `Chromium, 16 sealed shards from disk, median of ${String(RUNS)}`;
    return [{ name: "index of 5,000 cases opened", value: percentile(times, 0.5), unit: "ms", target: 100, how }];
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
