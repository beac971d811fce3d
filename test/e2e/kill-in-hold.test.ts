import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Bot } from "@konsil/engine/bot";
import { createCounterpart } from "./stage/counterpart.ts";
import { openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

let world: World;
let bot: Bot;
let current: TestBrowser;

before(async () => {
  world = await buildWorld({ holdMs: 30_000 });
  bot = await createCounterpart(world);
  current = await openBrowser();
});
after(async () => {
  bot.stop();
  await current.close();
  await world.stop();
});

test("[M2] killed inside the hold: none is sent, all ask; taking back gives the text again", async () => {
  const portal = await Portal.signIn(world, current.browser, "brandt");
  await portal.openChart("20418");
  const panel = await portal.konsil();
  await panel.signIn("brandt", "sonne-brandt");
  await panel.setUpRecovery();
  await panel.startWith(bot.userId);
  const roomId = await bot.nextInvitation();
  await bot.join(roomId);
  await panel.write("zurückgeholt");
  await panel.until(
    (view) => view.conversation?.rows.some((row) => row.kind === "message" && row.send?.at === "held") ?? false,
  );
  const held = (await panel.messages()).find((row) => row.send?.at === "held");
  assert.ok(held);
  await panel.intent({ do: "takeBack", key: held.key });
  await panel.until(
    (view) => view.conversation?.composer.state === "open" && view.conversation.composer.draft.text === "zurückgeholt",
  );
  await panel.intent({ do: "send", now: false });
  await panel.until(
    (view) =>
      (view.conversation?.rows.filter((row) => row.kind === "message" && row.send?.at === "held").length ?? 0) === 1,
  );
  await panel.write("noch eine");
  await panel.until(
    (view) =>
      (view.conversation?.rows.filter((row) => row.kind === "message" && row.send?.at === "held").length ?? 0) === 2,
  );
  const cookies = await portal.cookies();
  await current.kill();
  current = await openBrowser(current.profile);
  const later = await Portal.resume(world, current.browser, cookies);
  await later.openChart("20418");
  const again = await later.konsil();
  await again.ready();
  await again.until((view) => view.recordConversations.length > 0);
  await again.openFirst();
  await again.until(
    (view) =>
      (view.conversation?.rows.filter((row) => row.kind === "message" && row.send?.at === "asking").length ?? 0) === 2,
  );
  const rows = (await again.messages()).filter((row) => row.send?.at === "asking");
  assert.deepEqual(
    rows.map((row) => row.send?.at === "asking" && row.send.reason),
    ["cut", "cut"],
  );
  const bodies = bot.messages(roomId).map((event) => String(event.getContent()["body"]));
  assert.ok(!bodies.includes("noch eine") && !bodies.includes("zurückgeholt"));
});
