import type { Browser, BrowserContext, Cookie, Page } from "puppeteer-core";
import { staff } from "../../../demo/patients/staff.ts";
import { Panel } from "./panel.ts";
import type { World } from "./world.ts";

/** A member of staff in front of their practice's portal. */
export class Portal {
  readonly page: Page;
  readonly origin: string;

  private constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
  }

  static async signIn(
    world: World,
    where: Browser | BrowserContext,
    user: string,
    branch?: "sonnenallee-2",
  ): Promise<Portal> {
    const member = staff.find((one) => one.user === user);
    if (!member) throw new Error(user);
    const page = await where.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    const portal = new Portal(page, world.site.origins[member.site]);
    await portal.signInAs(user, branch);
    return portal;
  }

  /** Comes back after the browser died, still signed in to the portal: its session cookie is put back. */
  static async resume(world: World, where: Browser, cookies: readonly Cookie[]): Promise<Portal> {
    await where.setCookie(...cookies);
    const page = await where.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    return new Portal(page, world.site.origins.sonnenallee);
  }

  cookies(): Promise<Cookie[]> {
    return this.page.browserContext().cookies();
  }

  async signInAs(user: string, branch?: string): Promise<void> {
    const member = staff.find((one) => one.user === user);
    await this.#go(`${this.origin}/`);
    if (branch !== undefined) await this.page.select("select[name=tenant]", branch);
    await this.page.type("input[name=user]", user);
    await this.page.type("input[name=password]", member?.password ?? "");
    await Promise.all([this.page.waitForNavigation(), this.page.click("form.sign-in button.main")]);
  }

  async openChart(number: string): Promise<void> {
    await this.#go(`${this.origin}/akte/${number}`);
  }

  /** Signs out of the portal alone, as a person does; the page after it tells the chat. */
  async signOut(): Promise<void> {
    await Promise.all([
      this.page.waitForNavigation(),
      this.page.evaluate(() => [...document.forms].find((form) => form.action.includes("/abmelden"))?.submit()),
    ]);
  }

  /** Firefox gives up a navigation when the page's own, begun a moment before, is still on its way. */
  async #go(url: string): Promise<void> {
    try {
      await this.page.goto(url);
    } catch (error) {
      if (!String(error).includes("NS_BINDING_ABORTED")) throw error;
      await this.page.goto(url);
    }
  }

  /** Opens the panel of this page and waits for the frame to be drawn. */
  async konsil(): Promise<Panel> {
    await this.page.evaluate(() => {
      (window as unknown as { Konsil: { push(command: unknown[]): void } }).Konsil.push(["open"]);
    });
    const frame = await this.page.waitForFrame((one) => one.url().includes("/frame.html"), { timeout: 20_000 });
    return Panel.on(frame);
  }
}
