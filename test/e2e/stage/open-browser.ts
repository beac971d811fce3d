import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";

export type BrowserName = "chromium" | "firefox";
export const browserName: BrowserName = process.env["KONSIL_BROWSER"] === "firefox" ? "firefox" : "chromium";

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface TestBrowser {
  readonly browser: Browser;
  readonly profile: string;
  readonly downloads: string;
  /** The end of a computer that loses power, as near as a process comes to it. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A browser on a profile of its own; give a profile to come back to it after a kill. `flags` are for Chromium. */
export async function openBrowser(profile?: string, flags: readonly string[] = []): Promise<TestBrowser> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), "konsil-profile-")));
  const downloads = await mkdtemp(join(tmpdir(), "konsil-downloads-"));
  const browser = browserName === "firefox" ? await firefox(folder, downloads) : await chromium(folder, flags);
  return {
    browser,
    profile: folder,
    downloads,
    kill: async () => {
      const child = browser.process();
      const ended = new Promise((resolve) => child?.once("exit", resolve));
      child?.kill("SIGKILL");
      await ended;
    },
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      await rm(downloads, { recursive: true, force: true });
    },
  };
}

function chromium(userDataDir: string, flags: readonly string[]): Promise<Browser> {
  const executablePath = process.env["KONSIL_CHROMIUM"] ?? "/usr/bin/chromium";
  return puppeteer.launch({ executablePath, headless: true, userDataDir, args: [...CHROMIUM_FLAGS, ...flags] });
}

function firefox(userDataDir: string, downloads: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: process.env["KONSIL_FIREFOX"] ?? "/usr/bin/firefox-esr",
    headless: true,
    userDataDir,
    extraPrefsFirefox: { "browser.download.folderList": 2, "browser.download.dir": downloads },
  });
}
