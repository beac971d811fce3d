import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

const CANARY = "kanarienvogel-7f3a91";
let world: World;
let browser: TestBrowser;

before(async () => {
  world = await buildWorld();
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await world.stop();
});

test("[E1] with /sync held back after the room was created nothing leaves in clear", async () => {
  const portal = await Portal.signIn(world, browser.browser, "brandt");
  await portal.openChart("20418");
  const panel = await portal.konsil();
  await panel.signIn("brandt", "sonne-brandt");
  await panel.setUpRecovery();
  await panel.until((view) => view.context.state === "confirmed");
  const nwosu = `@nwosu:${world.homeservers.nord.serverName}`;
  await panel.intent({ do: "show", screen: { at: "new" } });
  await (await panel.find("konsil-find-people", "#term")).type(nwosu);
  await panel.until((view, given) => view.search.hits.some((hit) => hit.userId === given), nwosu);
  const go = world.proxy.holdBack(/\/sync\?/);
  await panel.click("konsil-find-people", ".row");
  await panel.click("konsil-find-people", ".foot", ".button.main");
  await panel.until((view) => view.screen.at === "conversation");
  await new Promise((resolve) => setTimeout(resolve, 5000));
  assert.equal(world.proxy.count(/\/send\/m\.room\.message\//), 0);
  go();
  await panel.sent("Es geht um: Bergmann, Erika");
  await panel.write(CANARY);
  await panel.sent(CANARY);
  assert.equal(world.proxy.count(/\/send\/m\.room\.message\//), 0);
  assert.ok(world.proxy.count(/\/send\/m\.room\.encrypted\//) >= 2);
});

test("[E2] neither server, its logs and media nor the browser profile hold what was written", async () => {
  const folders = [world.homeservers.sonnenallee.folder, world.homeservers.nord.folder, browser.profile];
  const found: string[] = [];
  for (const folder of folders)
    if (folder !== null) found.push(...(await filesWith(folder, [CANARY, "Es geht um: Bergmann"])));
  assert.deepEqual(found, []);
});

test("[E2] positive control: the same search finds what is sent in clear", async () => {
  const { baseUrl, folder } = world.homeservers.nord;
  const login = await fetch(`${baseUrl}/_matrix/client/v3/login`, {
    method: "POST",
    body: JSON.stringify({
      type: "m.login.password",
      identifier: { type: "m.id.user", user: "petrov" },
      password: "nord-petrov",
    }),
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const authorised = { headers: { Authorization: `Bearer ${access_token}` } };
  const room = await fetch(`${baseUrl}/_matrix/client/v3/createRoom`, { method: "POST", body: "{}", ...authorised });
  const { room_id } = (await room.json()) as { room_id: string };
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room_id)}/send/m.room.message/1`;
  await fetch(`${baseUrl}${path}`, {
    method: "PUT",
    body: JSON.stringify({ msgtype: "m.text", body: CANARY }),
    ...authorised,
  });
  assert.ok(folder !== null && (await filesWith(folder, [CANARY])).length > 0);
});

test("[S1] two tabs: one engine, one /sync", async () => {
  const page = await browser.browser.newPage();
  await page.goto(`${world.site.origins.sonnenallee}/akte/20418`);
  await page.evaluate(() =>
    (window as unknown as { Konsil: { push(command: unknown[]): void } }).Konsil.push(["open"]),
  );
  const frame = await page.waitForFrame((one) => one.url().includes("/frame.html"));
  const { Panel } = await import("./stage/panel.ts");
  const panel = await Panel.on(frame);
  await panel.ready();
  assert.deepEqual(await panel.engineLocks(), { held: 1, pending: 0 });
  const before = world.proxy.count(/\/sync\?/);
  const go = world.proxy.holdBack(/\/sync\?/);
  await panel.intent({ do: "retryConnection" });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  go();
  assert.ok(world.proxy.count(/\/sync\?/) - before <= 1, "more than one /sync at a time");
  await page.close();
});

test("[S1] A signs out, B signs in within 10 s: B sees nothing of A, also with the Back button", async () => {
  const page = (await browser.browser.pages()).find((one) => one.url().includes("/akte/"));
  assert.ok(page);
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(() => [...document.forms].find((form) => form.action.includes("/abmelden"))?.submit()),
  ]);
  const portal = await Portal.signIn(world, browser.browser, "yildiz");
  await portal.openChart("20418");
  const panel = await portal.konsil();
  await panel.until((view) => view.session.state === "signed-out", "", 10_000);
  const view = await panel.view();
  assert.deepEqual([view.allConversations.length, view.conversation, view.draftRooms], [0, null, {}]);
  await portal.page.goBack();
  await portal.openChart("20418");
  const again = await portal.konsil();
  await again.until((now) => now.session.state === "signed-out" && now.allConversations.length === 0);
});

/** Files below a folder that hold one of the texts, as UTF-8 or UTF-16. */
async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap((text) => [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")]);
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true })) {
    const path = join(folder, entry);
    const info = await stat(path).catch(() => null);
    if (!info?.isFile()) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(path);
  }
  return found;
}
