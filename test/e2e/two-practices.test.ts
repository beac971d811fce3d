import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, type TestBrowser } from "./stage/open-browser.ts";
import type { Panel } from "./stage/panel.ts";
import { Portal } from "./stage/portal.ts";
import { buildWorld, type World } from "./stage/world.ts";

// One person has a record in two practices, and one number belongs to three people.
let world: World;
let practice: TestBrowser;
let hospital: TestBrowser;
let brandt: Portal;
let nwosu: Portal;
let left: Panel;
let right: Panel;
let recoveryKey: string;

before(async () => {
  world = await buildWorld();
  practice = await openBrowser();
  hospital = await openBrowser();
  brandt = await Portal.signIn(world, practice.browser, "brandt");
  await brandt.openChart("20418");
  left = await brandt.konsil();
  await left.signIn("brandt", "sonne-brandt");
  recoveryKey = await left.setUpRecovery();
  nwosu = await Portal.signIn(world, hospital.browser, "nwosu");
  right = await nwosu.konsil();
  await right.signIn("nwosu", "nord-nwosu");
  await right.setUpRecovery();
});
after(async () => {
  await practice.close();
  await hospital.close();
  await world.stop();
});

const nwosuId = (): string => `@nwosu:${world.homeservers.nord.serverName}`;

test("[P1] [C2] the other practice's conversation is proposed for the record of the same person, and linked by a person", async () => {
  await left.startWith(nwosuId());
  await left.write("Wann wäre ein Echo möglich?");
  await right.acceptFirstInvitation();
  await nwosu.openChart("KN-0093317");
  right = await nwosu.konsil();
  await right.ready();
  await right.until((view) => view.context.state === "confirmed");
  assert.deepEqual((await right.view()).recordConversations, []);
  await right.openFirst();
  await right.until((view) => view.conversation?.composer.state === "closed");
  const { composer } = (await right.view()).conversation ?? {};
  assert.equal(composer?.state === "closed" && composer.reason, "no-record-link");
  await right.click("konsil-composer", "button.link");
  const dialog = await right.find("konsil-confirm-link", "dialog");
  const text = await dialog.evaluate((element) => element.textContent.replaceAll(/\s+/g, " "));
  assert.match(text, /Praxis Sonnenallee gibt an.*Bergmann.*20418.*Ihre offene Akte.*Bergmann.*KN-0093317/);
  await right.click("konsil-confirm-link", ".buttons .button");
  await right.until((view) => view.recordConversations.length === 1 && view.conversation?.composer.state === "open");
  await right.write("Morgen um 9.");
  await left.sees("Morgen um 9.");
});

test("[P1] a number that two practices share is two people: the conversation stays with neither's record", async () => {
  await brandt.openChart("4711-208");
  left = await brandt.konsil();
  await left.ready();
  await left.startWith(nwosuId());
  await left.write("Bitte um Rückruf.");
  await right.acceptFirstInvitation();
  await nwosu.openChart("4711-208");
  right = await nwosu.konsil();
  await right.ready();
  await right.until((view) => view.context.state === "confirmed" && view.allConversations.length === 2);
  const { context, recordConversations, allConversations } = await right.view();
  assert.equal(context.state === "confirmed" && context.reading.patient.family, "Lehmann");
  assert.deepEqual(recordConversations, []);
  const about = allConversations.find((row) => row.binding?.patient.family === "Huber");
  assert.equal(about?.binding?.origin, "claimed");
  await right.intent({ do: "show", screen: { at: "conversation", roomId: about.roomId } });
  await right.until((view) => view.conversation?.composer.state === "closed");
  const { composer } = (await right.view()).conversation ?? {};
  assert.equal(composer?.state === "closed" && composer.reason, "other-record");
});

test("[P1] two tenants of one portal, both with this number: the one's conversation is not the other's, for one and the same person", async () => {
  await brandt.openChart("4711-208");
  left = await brandt.konsil();
  await left.until((view) => view.recordConversations.length === 1);
  await brandt.signOut();
  brandt = await Portal.signIn(world, practice.browser, "brandt", "sonnenallee-2");
  await brandt.openChart("4711-208");
  left = await brandt.konsil();
  await left.until((view) => view.session.state === "signed-out" && view.context.state === "confirmed");
  await left.signIn("brandt", "sonne-brandt");
  await left.unlock(recoveryKey);
  await left.until((view) => view.allConversations.some((row) => row.binding?.patient.family === "Huber"));
  const { context, allConversations, recordConversations } = await left.view();
  assert.equal(context.state === "confirmed" && context.reading.patient.family, "Aydın");
  assert.deepEqual(recordConversations, []);
  const about = allConversations.find((row) => row.binding?.patient.family === "Huber");
  assert.equal(about?.binding?.origin, "own");
  await left.intent({ do: "show", screen: { at: "conversation", roomId: about.roomId } });
  await left.until((view) => view.conversation?.composer.state === "closed");
  const { composer } = (await left.view()).conversation ?? {};
  assert.equal(composer?.state === "closed" && composer.reason, "other-record");
});
