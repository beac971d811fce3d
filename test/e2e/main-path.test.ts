import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createBot, type Bot } from "@konsil/engine/bot";
import { encodePng } from "../../demo/findings/encode-png.ts";
import { browserName, openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import type { Panel } from "./stage/panel.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

// The main job, step by step, as two people do it. Steps build on each other: the first one that fails says where it broke.
let world: World;
let practice: TestBrowser;
let hospital: TestBrowser;
let brandt: Portal;
let nwosu: Portal;
let left: Panel;
let right: Panel;
let other: Bot;
let files: { pdf: string; png: string };
let recoveryKey = "";

before(async () => {
  world = await buildWorld();
  practice = await openBrowser();
  hospital = await openBrowser();
  const folder = await mkdtemp(join(tmpdir(), "konsil-files-"));
  files = { pdf: join(folder, "Befund.pdf"), png: join(folder, "Echo.png") };
  await writeFile(files.pdf, `%PDF-1.4\n${"Befund ".repeat(3000)}\n%%EOF`);
  await writeFile(
    files.png,
    encodePng({ width: 64, height: 48, rgb: Uint8Array.from({ length: 64 * 48 * 3 }, (_, index) => index % 251) }),
  );
});

after(async () => {
  other.stop();
  await practice.close();
  await hospital.close();
  await world.stop();
});

const nwosuId = (): `@${string}` => `@nwosu:${world.homeservers.nord.serverName}`;

test("[S1] nothing is shown before the person of the portal has signed in to the chat; then both sides are ready", async () => {
  brandt = await Portal.signIn(world, practice.browser, "brandt");
  await brandt.openChart("20418");
  left = await brandt.konsil();
  await left.until((view) => view.session.state === "signed-out");
  await left.signIn("brandt", "falsch");
  await left.until((view) => view.form.error?.code === "bad-credentials");
  await brandt.openChart("20418");
  left = await brandt.konsil();
  await left.signIn("brandt", "sonne-brandt");
  recoveryKey = await left.setUpRecovery();
  assert.match(recoveryKey, /^(\S{4} ){11}\S{4}$/);
  nwosu = await Portal.signIn(world, hospital.browser, "nwosu");
  right = await nwosu.konsil();
  await right.signIn("nwosu", "nord-nwosu");
  await right.setUpRecovery();
  // A second device of the recipient, outside of any browser: what it decrypts is compared byte by byte.
  const { baseUrl, serverName } = world.homeservers.nord;
  other = await createBot({ baseUrl, serverName, user: "nwosu", password: "nord-nwosu", setUpRecovery: false });
});

test("[P2] the open record is confirmed with name, birth date and number", async () => {
  await left.until((view) => view.context.state === "confirmed");
  const { context } = await left.view();
  assert.equal(context.state === "confirmed" && context.reading.patient.family, "Bergmann");
  const plate = await left.find("konsil-plate", ".id");
  const text = await plate.evaluate((element) => element.textContent.replaceAll(/\s+/g, " "));
  assert.match(text, /Bergmann, Erika.*12\.08\.1964.*weiblich.*20418/);
});

test("[C1] a conversation across servers begins with the case header, and the other side sees who it is about", async () => {
  await left.startWith(nwosuId());
  await left.sent("Es geht um: Bergmann, Erika, geb. 12.08.1964, Nr. 20418, Praxis Sonnenallee");
  await right.acceptFirstInvitation();
  await right.openFirst();
  await right.sees("Es geht um: Bergmann, Erika");
  await right.until((view) => view.context.state === "fromConversation");
});

test("[M1] text arrives exactly as it was typed, in both directions", async () => {
  const text = "> 40 mg/dl, 1*0*1, ~5, #3, +2 kg <b>x</b>";
  await left.write(text);
  await left.sent(text);
  await right.sees(text);
  assert.ok((await right.texts()).includes(text));
  await right.write("Gern, Echo heute 9:30 Uhr.");
  await left.sees("Gern, Echo heute 9:30 Uhr.");
});

test("[E3] a PDF and a picture arrive decrypted and byte-identical", async () => {
  const { conversation } = await left.view();
  assert.ok(conversation);
  const { roomId } = conversation.conversation;
  await left.attach(files.pdf, files.png);
  await left.until((view) => view.dialog?.kind === "confirm-files" && view.dialog.files.length === 2);
  await left.confirmFiles();
  await left.sent("Befund.pdf");
  await left.sent("Echo.png");
  await right.sees("Echo.png");
  await right.until(
    (view) =>
      view.conversation?.rows.some(
        (row) => row.kind === "message" && row.body.kind === "image" && row.body.width === 64,
      ) ?? false,
  );
  for (const path of [files.pdf, files.png]) {
    const name = path.split("/").at(-1) ?? "";
    const event = await other.waitFor(roomId, (content) => content["filename"] === name);
    assert.deepEqual(Buffer.from(await other.readFile(event)), await readFile(path));
  }
});

// Firefox's remote protocol gives no say in where a blob is saved; the bytes are compared above.
if (browserName === "chromium") {
  test("[I1] the saved file is the file that was sent", async () => {
    const client = await hospital.browser.target().createCDPSession();
    await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: hospital.downloads });
    const row = (await right.messages()).find((one) => "name" in one.body && one.body.name === "Befund.pdf");
    assert.ok(row);
    await right.intent({ do: "saveFile", key: row.key });
    assert.deepEqual(await untilDownloaded(hospital.downloads, "Befund.pdf"), await readFile(files.pdf));
  });
}

test("[F4] another page of the portal keeps the conversation", async () => {
  await brandt.page.goto(`${brandt.origin}/akte/20418?tab=labor`);
  left = await brandt.konsil();
  await left.ready();
  await left.sees("Gern, Echo heute 9:30 Uhr.");
});

test("[P4] another record switches the panel; a draft stays with its patient", async () => {
  await left.type("Noch nicht fertig");
  // The promise of the product: what is older than 250 ms is on disk.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await brandt.openChart("20419");
  left = await brandt.konsil();
  await left.ready();
  await left.until((view) => view.context.state === "confirmed" && view.context.reading.patient.given === "Frauke");
  await left.until((view) => view.screen.at === "record" && view.recordConversations.length === 0);
  await brandt.openChart("20418");
  left = await brandt.konsil();
  await left.ready();
  await left.until(
    (view) =>
      view.conversation?.composer.state === "open" && view.conversation.composer.draft.text === "Noch nicht fertig",
  );
});

test("[P3] a chart that is switched without announcing it: the send is refused and the text is kept", async () => {
  await brandt.page.goto(`${brandt.origin}/app/akte/20418`);
  left = await brandt.konsil();
  await left.ready();
  await left.until(
    (view) =>
      view.conversation?.composer.state === "open" && view.conversation.composer.draft.text === "Noch nicht fertig",
  );
  await brandt.page.click("#switch-silently");
  await brandt.page.waitForFunction(() => !document.querySelector("#record")?.textContent.includes("Bergmann, Erika"));
  const field = await left.find("konsil-composer", "textarea");
  await field.focus();
  await field.press("Enter");
  await left.until((view) => view.context.state === "confirmed" && view.context.reading.patient.given !== "Erika");
  await brandt.openChart("20418");
  left = await brandt.konsil();
  await left.ready();
  await left.until(
    (view) =>
      view.conversation?.composer.state === "open" && view.conversation.composer.draft.text === "Noch nicht fertig",
  );
  assert.ok(!(await left.texts()).includes("Noch nicht fertig"));
  assert.ok(!(await right.texts()).includes("Noch nicht fertig"));
});

test("[S4] a second browser signs in with the recovery key and reads old messages", async () => {
  const second = await openBrowser();
  try {
    const portal = await Portal.signIn(world, second.browser, "brandt");
    await portal.openChart("20418");
    const panel = await portal.konsil();
    await panel.signIn("brandt", "sonne-brandt");
    await panel.find("konsil-recovery-enter", "textarea");
    await panel.unlock(recoveryKey);
    await panel.until((view) => view.recordConversations.length === 1);
    await panel.openFirst();
    // The first device backs a key up within 10 s of its arrival; the second looks again after that.
    await panel.sees("Gern, Echo heute 9:30 Uhr.", 40_000);
  } finally {
    await second.close();
  }
});

async function untilDownloaded(folder: string, name: string): Promise<Buffer> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    if ((await readdir(folder)).includes(name)) return readFile(join(folder, name));
    assert.ok(Date.now() < deadline, `${name} was not saved`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
