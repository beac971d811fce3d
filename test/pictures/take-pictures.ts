import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer, { type Browser, type BrowserContext, type Frame, type Page } from "puppeteer-core";
import { staff } from "../../demo/patients/staff.ts";
import { Panel } from "../e2e/stage/panel.ts";
import { buildWorld, type World } from "../e2e/stage/world.ts";
import { PICTURES, type Picture } from "./pictures.ts";

// The pictures of docs/screenshots, taken from the demo's practices as they run: `npm run pictures [-- name …]`.
const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const CHART = "20418";

interface Stage {
  readonly world: World;
  readonly browsers: Readonly<Record<Picture["browser"], Browser>>;
  readonly file: string;
}

/** One picture has one person in a browser context of their own; those of a signed-in person share one, to be quick. */
class Sitting {
  readonly page: Page;
  readonly #stage: Stage;

  constructor(page: Page, stage: Stage) {
    this.page = page;
    this.#stage = stage;
  }

  async signInToPortal({ english = false }: Pick<Picture, "english">): Promise<void> {
    const { origins } = this.#stage.world.site;
    const [brandt] = staff;
    await this.page.goto(`${origins.sonnenallee}/`);
    if (english) await this.page.goto(`${origins.sonnenallee}/sprache/en`);
    await this.page.goto(`${origins.sonnenallee}/`);
    await this.page.type("input[name=user]", brandt?.user ?? "");
    await this.page.type("input[name=password]", brandt?.password ?? "");
    await Promise.all([this.page.waitForNavigation(), this.page.click("form.sign-in button.main")]);
  }

  async openChart(number: string): Promise<Panel> {
    await this.page.goto(`${this.#stage.world.site.origins.sonnenallee}/akte/${number}`);
    await this.konsil("open");
    const frame: Frame = await this.page.waitForFrame((one) => one.url().includes("/frame.html"));
    return Panel.on(frame);
  }

  /** A command of the page to the chat; expressions, because the portal's policy allows no eval. */
  konsil(command: string, options = "undefined"): Promise<unknown> {
    return this.page.evaluate(`Konsil.push(["${command}", ${options}])`);
  }

  async signIn(panel: Panel): Promise<void> {
    const recoveryKey = this.#stage.world.accounts.find(({ user }) => user === "brandt")?.recoveryKey ?? "";
    await panel.signIn("brandt", "sonne-brandt");
    await panel.unlock(recoveryKey);
    await panel.until(
      (view) => view.session.state === "ready" && view.session.restore === null && view.banner === null,
    );
  }
}

async function sit(stage: Stage, where: BrowserContext | Browser): Promise<Sitting> {
  return new Sitting(await where.newPage(), stage);
}

async function take(stage: Stage, picture: Picture, known: Map<string, Sitting>): Promise<void> {
  const { browser, width = 1440, height = 900, theme = "light", english = false } = picture;
  const key = picture.signedIn === false ? picture.name : `${browser} ${String(english)}`;
  let sitting = known.get(key);
  if (!sitting) {
    sitting = await sit(stage, await stage.browsers[browser].createBrowserContext());
    await sitting.page.setViewport({ width: 1440, height: 900 });
    await sitting.signInToPortal({ english });
    if (picture.signedIn !== false) await sitting.signIn(await sitting.openChart(CHART));
    known.set(key, sitting);
  }
  await sitting.page.setViewport({ width, height });
  const panel = await sitting.openChart(picture.chart ?? CHART);
  await sitting.konsil("update", `{ theme: "${theme}" }`);
  if (picture.signedIn !== false) await panel.ready();
  await picture.prepare?.({ panel, sitting, world: stage.world, file: stage.file });
  await panel.until((view) => ![...(view.conversation?.pictures.values() ?? [])].includes("loading"));
  await panel.frame.evaluate(async () => {
    await document.fonts.ready;
    // Two pictures later everything that was asked for is drawn.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await sitting.page.screenshot({ path: join(folder, `${picture.name}.png`) });
  await picture.after?.({ panel, sitting, world: stage.world, file: stage.file });
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const world = await buildWorld({ seeded: true, holdMs: 30_000 });
  const file = join(await mkdtemp(join(tmpdir(), "konsil-pictures-")), "Labor 24.11.2026.pdf");
  await writeFile(file, `%PDF-1.4\n${"Labor ".repeat(9000)}\n%%EOF`);
  const chromium = await puppeteer.launch({
    executablePath: process.env["KONSIL_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  const firefox = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env["KONSIL_FIREFOX"] ?? "/usr/bin/firefox-esr",
  });
  try {
    await mkdir(folder, { recursive: true });
    const known = new Map<string, Sitting>();
    for (const picture of PICTURES) {
      if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
      process.stdout.write(`${picture.name}\n`);
      await take({ world, browsers: { chromium, firefox }, file }, picture, known);
    }
  } finally {
    await chromium.close();
    await firefox.close();
    await world.stop();
  }
}

export type { Sitting };
await main();
process.exit(0);
