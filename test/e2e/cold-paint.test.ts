import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Bot } from "@konsil/engine/bot";
import { until } from "../../demo/testing/until.ts";
import { createCounterpart } from "./stage/counterpart.ts";
import { browserName, openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

// A browser that was closed overnight: the engine has to start, the page need not wait for it.
let world: World;
let bot: Bot;
let current: TestBrowser;

before(async () => {
  world = await buildWorld();
  bot = await createCounterpart(world);
  current = await openBrowser();
});
after(async () => {
  bot.stop();
  await current.close();
  await world.stop();
});

test("[A4] the last view is on screen before the engine has started; what is written then leaves with it", async () => {
  const portal = await Portal.signIn(world, current.browser, "brandt");
  await portal.openChart("20418");
  const cookies = await portal.cookies();
  const panel = await portal.konsil();
  await panel.signIn("brandt", "sonne-brandt");
  await panel.setUpRecovery();
  await panel.startWith(bot.userId);
  const roomId = await bot.nextInvitation();
  await bot.join(roomId);
  await panel.write("Abends.");
  await panel.sent("Abends.");
  await bot.waitFor(roomId, (content) => content["body"] === "Abends.");
  // The next one that is written after this has the message in it.
  const before = await panel.frame.evaluate(readSealed);
  await panel.write("Gute Nacht.");
  await panel.sent("Gute Nacht.");
  await until("another snapshot", async () => (await panel.frame.evaluate(readSealed)) !== before);
  await current.kill();

  // The worker asks for the tenant's configuration before it does anything else; the frame asks first
  // (Firefox twice: it does not use what was preloaded without a cache).
  const go = world.holdBackFrame(/\/config\.json$/, browserName === "firefox" ? 2 : 1);
  current = await openBrowser(current.profile);
  const again = await Portal.resume(world, current.browser, cookies);
  await again.openChart("20418");
  const painted = await again.konsil();
  await painted.sees("Abends.");
  const view = await painted.view();
  assert.ok(view.session.state === "ready");
  assert.equal(view.session.connection.state, "connecting");
  await painted.write("Morgens.");
  await painted.sees("Morgens.");
  // A sentence that is begun before the engine is there, and ended after: the hand never leaves the field.
  await painted.type("Wer zuerst kommt");
  go();
  await painted.sent("Morgens.");
  await bot.waitFor(roomId, (content) => content["body"] === "Morgens.");
  await painted.until((now) => now.session.state === "ready" && now.session.connection.state === "online");
  await again.page.keyboard.type(", mahlt zuerst.", { delay: 30 });
  await again.page.keyboard.press("Enter");
  await painted.sent("Wer zuerst kommt, mahlt zuerst.");
});

/** Runs in the frame: the sealed bytes as they lie on the disk. */
async function readSealed(): Promise<string> {
  const known = await indexedDB.databases();
  const name = known.find((database) => database.name?.endsWith(":snapshot"))?.name;
  if (name === undefined) return "";
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("snapshot"));
  });
  const sealed = await new Promise<unknown>((resolve, reject) => {
    const request = database.transaction("snapshot").objectStore("snapshot").get("last");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("snapshot"));
  });
  database.close();
  return String(sealed);
}
