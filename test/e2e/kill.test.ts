import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Bot } from "@konsil/engine/bot";
import { createCounterpart } from "./stage/counterpart.ts";
import { openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import type { Panel } from "./stage/panel.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

// The computer dies in the middle of it. What was written down arrives once, in order; what was held asks.
let world: World;
let bot: Bot;
let current: TestBrowser;
let cookies: Awaited<ReturnType<Portal["cookies"]>> = [];

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

async function back(): Promise<{ portal: Portal; panel: Panel }> {
  current = await openBrowser(current.profile);
  const portal = await Portal.resume(world, current.browser, cookies);
  await portal.openChart("20418");
  const panel = await portal.konsil();
  await panel.ready();
  await panel.until((view) => view.recordConversations.length > 0);
  await panel.openFirst();
  return { portal, panel };
}

test("[M2] killed with ten messages and a file under way: each arrives exactly once, in order, without a question", async () => {
  const portal = await Portal.signIn(world, current.browser, "brandt");
  await portal.openChart("20418");
  cookies = await portal.cookies();
  const panel = await portal.konsil();
  await panel.signIn("brandt", "sonne-brandt");
  await panel.setUpRecovery();
  await panel.startWith(bot.userId);
  const roomId = await bot.nextInvitation();
  await bot.join(roomId);
  await panel.write("vor dem Ende");
  await bot.waitFor(roomId, (content) => content["body"] === "vor dem Ende");
  const file = join(await mkdtemp(join(tmpdir(), "konsil-kill-")), "Anlage.bin");
  await writeFile(file, Buffer.alloc(300_000, 7));
  const go = world.proxy.cut();
  for (let index = 1; index <= 10; index += 1) {
    await panel.write(`Nachricht ${String(index)}`);
    await panel.until(
      (view, given) =>
        view.conversation?.rows.some(
          (row) =>
            row.kind === "message" &&
            row.body.kind === "text" &&
            row.body.text === given &&
            row.send?.at !== "securing",
        ) ?? false,
      `Nachricht ${String(index)}`,
    );
  }
  await panel.attach(file);
  await panel.until((view) => view.dialog?.kind === "confirm-files");
  await panel.confirmFiles();
  await panel.until(
    (view) =>
      view.conversation?.rows.some(
        (row) =>
          row.kind === "message" && "name" in row.body && row.send?.at !== "securing" && row.send?.at !== "encrypting",
      ) ?? false,
  );
  await current.kill();
  go();
  const again = await back();
  await again.panel.sent("Anlage.bin", 60_000);
  await bot.waitFor(roomId, (content) => content["filename"] === "Anlage.bin");
  const texts = bot.messages(roomId).map((event) => String(event.getContent()["body"]));
  const expected = Array.from({ length: 10 }, (_, index) => `Nachricht ${String(index + 1)}`);
  assert.deepEqual(
    texts.filter((text) => text.startsWith("Nachricht ")),
    expected,
  );
  assert.equal(texts.filter((text) => text === "Anlage.bin").length, 1);
  const { conversation } = await again.panel.view();
  assert.ok(conversation?.rows.every((row) => row.kind !== "message" || row.send?.at !== "asking"));
});

test("[P4] at most a quarter of a second of a draft is lost", async () => {
  const portalPage = (await current.browser.pages()).find((page) => page.url().includes("/akte/"));
  const frame = portalPage?.frames().find((one) => one.url().includes("/frame.html"));
  assert.ok(frame);
  const { Panel: PanelClass } = await import("./stage/panel.ts");
  const panel = await PanelClass.on(frame);
  await panel.type("Ein angefangener Satz");
  // The promise of the product: what is older than 250 ms is on disk.
  await new Promise((resolve) => setTimeout(resolve, 250));
  await current.kill();
  const again = await back();
  await again.panel.until(
    (view) =>
      view.conversation?.composer.state === "open" && view.conversation.composer.draft.text === "Ein angefangener Satz",
  );
});
