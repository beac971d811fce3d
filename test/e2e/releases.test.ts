import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Bot } from "@konsil/engine/bot";
import { distFolder } from "../../demo/build-if-older.ts";
import { createCounterpart } from "./stage/counterpart.ts";
import { openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

// Two real builds of one source, the second with a higher number: what happens on the day of an update.
const root = fileURLToPath(new URL("../../", import.meta.url));
let folder: string;
let current: string;
let world: World;
let bot: Bot;
let browser: TestBrowser;

async function build(number: number): Promise<string> {
  const out = join(folder, String(number));
  const env = { ...process.env, KONSIL_DIST: out, KONSIL_BUILD: String(number), KONSIL_ONLY: "site" };
  const rollup = join(root, "node_modules", "rollup", "dist", "bin", "rollup");
  await promisify(execFile)(process.execPath, [rollup, "-c", "--silent"], { cwd: root, env });
  await cp(join(distFolder(root), "embed"), join(out, "embed"), { recursive: true });
  return out;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "konsil-releases-"));
  current = await build(1);
  world = await buildWorld({ dist: () => current });
  bot = await createCounterpart(world);
  browser = await openBrowser();
});
after(async () => {
  bot.stop();
  await browser.close();
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

test("[B4] a newer release takes over from a running one: one engine, nothing lost, the old page is told to load anew", async () => {
  const old = await Portal.signIn(world, browser.browser, "brandt");
  await old.openChart("20418");
  const before = await old.konsil();
  await before.signIn("brandt", "sonne-brandt");
  await before.setUpRecovery();
  await before.startWith(bot.userId);
  const roomId = await bot.nextInvitation();
  await bot.join(roomId);
  await before.write("Vor dem Update.");
  await before.sent("Vor dem Update.");
  await before.type("Ein halber Satz");
  await before.until((view) => JSON.stringify(view.conversation?.composer).includes("Ein halber Satz"));

  current = await build(2);
  const cookies = await old.cookies();
  const fresh = await Portal.resume(world, browser.browser, cookies);
  await fresh.openChart("20418");
  const now = await fresh.konsil();
  await now.ready();
  await now.sees("Vor dem Update.");
  await before.until((view) => view.session.state === "blocked" && view.session.code === "reload-needed");
  assert.deepEqual(await now.engineLocks(), { held: 1, pending: 0 });

  // The old page loads anew: the half sentence is still there.
  await old.openChart("20418");
  const again = await old.konsil();
  await again.ready();
  await again.until((view) => JSON.stringify(view.conversation?.composer).includes("Ein halber Satz"));
  await (await again.find("konsil-composer", "textarea")).press("Enter");
  await bot.waitFor(roomId, (content) => content["body"] === "Ein halber Satz");
  const texts = bot.messages(roomId).map((event) => String(event.getContent()["body"]));
  assert.deepEqual(
    texts.filter((text) => !text.startsWith("Es geht um")),
    ["Vor dem Update.", "Ein halber Satz"],
  );
});

test("[B4] an older release that comes back, from a cache or a proxy, opens nothing and says so", async () => {
  current = await build(1);
  const [page] = (await browser.browser.pages()).filter((one) => one.url().includes("/akte/"));
  assert.ok(page);
  const late = await Portal.resume(world, browser.browser, await page.browserContext().cookies());
  await late.openChart("20418");
  const panel = await late.konsil();
  await panel.until((view) => view.session.state === "blocked" && view.session.code === "reload-needed");
});
