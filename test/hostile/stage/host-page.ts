import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Frame, type Page } from "puppeteer-core";
import type { HostToFrame } from "@konsil/protocol";
import type { TwoSites } from "./two-sites.ts";

export type BrowserName = "chromium" | "firefox";

const CHROMIUM_FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export interface StageBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function launch(name: BrowserName): Promise<StageBrowser> {
  const userDataDir = await mkdtemp(join(tmpdir(), "konsil-hostile-"));
  const browser = await puppeteer.launch(
    name === "firefox"
      ? { browser: "firefox", executablePath: process.env["KONSIL_FIREFOX"] ?? "/usr/bin/firefox-esr", userDataDir }
      : {
          executablePath: process.env["KONSIL_CHROMIUM"] ?? "/usr/bin/chromium",
          args: CHROMIUM_FLAGS.split(" "),
          userDataDir,
        },
  );
  return {
    browser,
    close: async () => {
      await browser.close();
      await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What the frame was told; the files of a drop as name, type and text. */
export type Heard =
  | Exclude<HostToFrame, { t: "drop" }>
  | (Omit<Extract<HostToFrame, { t: "drop" }>, "files"> & { readonly files: readonly (readonly string[])[] });

/** The page of the portal in a browser, and the made-up frame inside. Expressions: the policies allow no eval in pages. */
export class HostPage {
  readonly page: Page;
  readonly sites: TwoSites;

  constructor(page: Page, sites: TwoSites) {
    this.page = page;
    this.sites = sites;
  }

  static async open(browser: Browser, sites: TwoSites, path = "/"): Promise<HostPage> {
    const page = await browser.newPage();
    await page.setViewport({ width: 1200, height: 800 });
    await page.goto(`${sites.portal}${path}`);
    return new HostPage(page, sites);
  }

  /** `boot` with what is always the same; further options as a JavaScript object literal. */
  async boot(more = ""): Promise<void> {
    await this.run(`Konsil.push(["boot", { chat: "${this.sites.chat}", tenant: "praxis", user: "kb", hostSession: "s1",
      readPatient: () => record, locale: "de", ${more} }])`);
  }

  async bootOpen(more = ""): Promise<Frame> {
    await this.boot(`open: true, ${more}`);
    await this.until('said.some(([name]) => name === "ready")');
    return this.frame();
  }

  run(expression: string): Promise<unknown> {
    return this.page.evaluate(expression);
  }

  frame(): Promise<Frame> {
    return this.page.waitForFrame((frame) => frame.url().startsWith(this.sites.chat), { timeout: 10_000 });
  }

  async until(expression: string, where: Page | Frame = this.page): Promise<void> {
    await where.waitForFunction(expression, { timeout: 10_000, polling: 20 });
  }

  async heard(): Promise<readonly Heard[]> {
    return (await (await this.frame()).evaluate("heard")) as readonly Heard[];
  }

  /** Waits until the frame was told this kind of message this often. @returns the last one */
  async untilHeard<Kind extends Heard["t"]>(kind: Kind, count = 1): Promise<Extract<Heard, { t: Kind }>> {
    const frame = await this.frame();
    await this.until(`window.heard?.filter(({ t }) => t === "${kind}").length >= ${String(count)}`, frame);
    const all = (await this.heard()).filter((message) => message.t === kind);
    return all[count - 1] as Extract<Heard, { t: Kind }>;
  }

  /** The frame says something to the page. */
  async say(message: string): Promise<void> {
    await (await this.frame()).evaluate(`port.postMessage(${message})`);
  }

  signedIn(): Promise<void> {
    return this.say('{ t: "status", unread: 3, notSent: 0, signedIn: true, offline: false, acceptsDrop: true }').then(
      () => this.until('said.some(([name]) => name === "unread")'),
    );
  }

  async framesLoaded(): Promise<number> {
    await this.page.evaluate("document.readyState");
    return this.sites.asked.filter((path) => path === "chat /praxis/frame.html").length;
  }
}
