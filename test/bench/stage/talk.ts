import type { Page } from "puppeteer-core";
import { openBrowser } from "../../e2e/stage/open-browser.ts";
import type { Panel } from "../../e2e/stage/panel.ts";
import { Portal } from "../../e2e/stage/portal.ts";
import { buildWorld, type World } from "../../e2e/stage/world.ts";
import { probePage } from "./probe.ts";

/** A practice with conversations about two patients, one of them of some length, and its engine running. */
export interface Talk {
  readonly world: World;
  readonly portal: Portal;
  readonly page: Page;
  readonly panel: Panel;
  end(): Promise<void>;
}

export const LONG = { number: "20418", family: "Bergmann" };
export const SHORT = { number: "4711-208", family: "Huber" };
const MESSAGES = 36;

export async function startTalk(): Promise<Talk> {
  const world = await buildWorld();
  const chromium = await openBrowser();
  const end = async (): Promise<void> => {
    await chromium.close();
    await world.stop();
  };
  try {
    const portal = await Portal.signIn(world, chromium.browser, "brandt");
    await probePage(portal.page);
    await portal.openChart(SHORT.number);
    let panel = await portal.konsil();
    await panel.signIn("brandt", "sonne-brandt");
    await panel.setUpRecovery();
    const nwosu = `@nwosu:${world.homeservers.nord.serverName}`;
    await panel.startWith(nwosu);
    await portal.openChart(LONG.number);
    panel = await portal.konsil();
    await panel.ready();
    await panel.startWith(nwosu);
    for (let index = 1; index <= MESSAGES; index += 1) await panel.write(`Befund ${String(index)}`);
    await panel.sent(`Befund ${String(MESSAGES)}`);
    return { world, portal, page: portal.page, panel, end };
  } catch (error) {
    await end();
    throw error;
  }
}
