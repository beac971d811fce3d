import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { wordsFor } from "@konsil/look";
import { distFolder } from "../../demo/build-if-older.ts";
import { until } from "../../demo/testing/until.ts";
import { openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import { Panel } from "./stage/panel.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

// What a practice meets sooner or later. Each says what happened, what is kept and what can be done.
const root = fileURLToPath(new URL("../../", import.meta.url));
const { errors } = wordsFor("de");
/** A portal without https: its pages are no secure context, and so is no frame in them. */
const PLAIN_HOST = "praxis.test";

let world: World;
let plainPortal: { readonly origin: string; close(): void };
let browser: TestBrowser;
let portal: Portal;
let panel: Panel;
let recoveryKey: string;

before(async () => {
  plainPortal = await servePlainPortal(() => world.site.origins.chat);
  world = await buildWorld({ portalOrigins: [plainPortal.origin] });
  browser = await openBrowser();
  portal = await Portal.signIn(world, browser.browser, "brandt");
  await portal.openChart("20418");
  panel = await portal.konsil();
  await panel.signIn("brandt", "sonne-brandt");
  recoveryKey = await panel.setUpRecovery();
});
after(async () => {
  await browser.close();
  plainPortal.close();
  await world.stop();
});

const said = async (where: Panel): Promise<string> => {
  const panelText = await where.frame.$$eval(">>> *", (all) =>
    all.flatMap((one) => (one.shadowRoot ? [one.shadowRoot.textContent] : [])).join(" "),
  );
  return panelText.replaceAll(/\s+/g, " ");
};
async function says(where: Panel, ...sentences: string[]): Promise<void> {
  await until(sentences.join(" "), async () => {
    const text = await said(where);
    return sentences.every((sentence) => text.includes(sentence));
  });
}

test("[J10] a recovery key that was mistyped: the sentence stands under the field, the field keeps it, the right one opens", async () => {
  const second = await openBrowser();
  try {
    const there = await Portal.signIn(world, second.browser, "brandt");
    await there.openChart("20418");
    const other = await there.konsil();
    await other.signIn("brandt", "sonne-brandt");
    const field = await other.find("konsil-recovery-enter", "textarea");
    const mistyped = recoveryKey.replace(/\w(?=\w* *$)/, (last) => (last === "a" ? "b" : "a"));
    await field.type(mistyped);
    await other.click("konsil-recovery-enter", ".button.main");
    await says(other, errors["recovery-key-wrong"].what, errors["recovery-key-wrong"].then);
    assert.equal(await field.evaluate((element) => (element as HTMLTextAreaElement).value.trim()), mistyped);
    await field.evaluate((element) => ((element as HTMLTextAreaElement).value = ""));
    await other.unlock(recoveryKey);
  } finally {
    await second.close();
  }
});

test("[B9] a session that is ended elsewhere: the page says so and counts what was not sent; signed in again, it asks", async () => {
  await panel.startWith(`@nwosu:${world.homeservers.nord.serverName}`);
  await panel.write("Angekommen.");
  await panel.sent("Angekommen.");
  const go = world.proxy.holdBack(/\/send\/m\.room\.encrypted\//);
  await panel.write("Noch nicht fort.");
  await panel.until((view) => view.conversation?.conversation.notSent.waiting === 1);
  await endAllSessions("brandt", "sonne-brandt");
  await panel.until((view) => view.session.state === "signed-out" && view.session.reason === "revoked");
  go();
  await says(panel, "Sie wurden abgemeldet.", "1 Nachricht");
  await panel.signIn("brandt", "sonne-brandt");
  await panel.unlock(recoveryKey);
  await panel.openFirst();
  await panel.until(
    (view) => view.conversation?.rows.some((row) => row.kind === "message" && row.send?.at === "asking") ?? false,
  );
});

test("[B20] a browser that blocks our storage: no engine, no field, one sentence and what can be done", async () => {
  const profile = await mkdtemp(join(tmpdir(), "konsil-blocked-"));
  await mkdir(join(profile, "Default"));
  const cookies = { "http://chat.localhost:*,*": { setting: 2 }, "*,http://chat.localhost:*": { setting: 2 } };
  const preferences = { profile: { content_settings: { exceptions: { cookies } } } };
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const blocked = await openBrowser(profile);
  try {
    const there = await Portal.signIn(world, blocked.browser, "brandt");
    await there.openChart("20418");
    const other = await there.konsil();
    await other.until((view) => view.session.state === "blocked" && view.session.code === "storage-blocked");
    await says(other, errors["storage-blocked"].what, errors["storage-blocked"].then);
    assert.deepEqual(await other.frame.$$(">>> input, >>> textarea"), []);
  } finally {
    await blocked.close();
  }
});

test("[B20] a portal without https: no engine, no field, one sentence, and the portal is told", async () => {
  const insecure = await openBrowser(undefined, [`--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`]);
  try {
    const page = await insecure.browser.newPage();
    await page.goto(`${plainPortal.origin}/`);
    const frame = await page.waitForFrame((one) => one.url().includes("/frame.html"));
    const other = await Panel.on(frame);
    await other.until((view) => view.session.state === "blocked" && view.session.code === "insecure-context");
    await says(other, errors["insecure-context"].what, errors["insecure-context"].then);
    assert.deepEqual(await other.frame.$$(">>> input, >>> textarea"), []);
    await until("the portal is told", async () =>
      ((await page.evaluate("codes")) as string[]).includes("insecure-context"),
    );
  } finally {
    await insecure.close();
  }
});

test("[F4] [S1] a shutdown with wipe: the device is gone from the server, and no store of ours from this computer", async () => {
  const before = await storesOf(panel);
  assert.ok(before.length >= 5, before.join(" "));
  await portal.page.evaluate(() => {
    (window as unknown as { Konsil: { push(command: unknown[]): void } }).Konsil.push(["shutdown", { wipe: true }]);
  });
  await until("the panel is gone", async () =>
    portal.page.evaluate(() => document.querySelector("html > div") === null),
  );
  const devices = await devicesOf("brandt", "sonne-brandt");
  assert.equal(devices, 1, "only the one that asks");
  await portal.openChart("20418");
  panel = await portal.konsil();
  await panel.until((view) => view.session.state === "signed-out");
  const left = await storesOf(panel);
  assert.deepEqual(
    before.filter((name) => left.includes(name)),
    [],
  );
});

/** Databases and folders that hold something of an account. */
function storesOf({ frame }: Panel): Promise<string[]> {
  return frame.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const folder = await navigator.storage.getDirectory();
    const folders: string[] = [];
    for await (const name of folder.keys()) folders.push(name);
    return [...databases, ...folders].filter((name) => /:(outbox|cases|sync|crypto|snapshot)/.test(name));
  });
}

async function signInAt(user: string, password: string): Promise<(path: string, body?: object) => Promise<Response>> {
  const { baseUrl } = world.homeservers.sonnenallee;
  const ask = (path: string, body: object | undefined, token: string): Promise<Response> =>
    fetch(`${baseUrl}/_matrix/client/v3/${path}`, {
      headers: { Authorization: `Bearer ${token}` },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
  const login = { type: "m.login.password", identifier: { type: "m.id.user", user }, password };
  const { access_token } = (await (await ask("login", login, "")).json()) as { access_token: string };
  return (path, body) => ask(path, body, access_token);
}

async function endAllSessions(user: string, password: string): Promise<void> {
  const ask = await signInAt(user, password);
  assert.equal((await ask("logout/all", {})).status, 200);
}

async function devicesOf(user: string, password: string): Promise<number> {
  const ask = await signInAt(user, password);
  const { devices } = (await (await ask("devices")).json()) as { devices: unknown[] };
  return devices.length;
}

/** The least that a portal can be, over http and under a name that is not the computer's own. */
async function servePlainPortal(chat: () => string) {
  const server = createServer((request, response) => {
    const file = /^\/(konsil(?:-embed)?\.js)$/.exec(new URL(request.url ?? "/", "http://x").pathname)?.[1];
    if (file !== undefined) {
      response.setHeader("content-type", "text/javascript");
      void readFile(join(distFolder(root), "embed", file)).then((bytes) => response.end(bytes));
      return;
    }
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>Portal</title><script src="/konsil.js"></script><script>
      const codes = [];
      Konsil.push(["on", "error", ({ code }) => codes.push(code)], ["boot", { chat: "${chat()}",
        tenant: "sonnenallee", user: "brandt", hostSession: "s", open: true }]);
    </script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${PLAIN_HOST}:${String(port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
