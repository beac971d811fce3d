import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { CDPSession } from "puppeteer-core";
import { HostPage, launch, type StageBrowser } from "./stage/host-page.ts";
import { startTwoSites, type TwoSites } from "./stage/two-sites.ts";

// Real drags by the mouse where they can be made, and the browser's own drag events for what comes from the desktop.
// Chromium only: there a frame of another site receives nothing of a drag that began in the page.

let sites: TwoSites;
let stage: StageBrowser;
let host: HostPage;
let driver: CDPSession;

const OVER_PANEL = { x: 1000, y: 400 };
const PDF = "%PDF-1.7 befund";

before(async () => {
  sites = await startTwoSites();
  sites.serveAt("portal", "/befund.pdf", { body: PDF, type: "application/pdf" });
  sites.serveAt("portal", "/login", { body: "<form>", type: "text/html" });
  stage = await launch("chromium");
});
after(async () => {
  await stage.close();
  await sites.stop();
});
beforeEach(async () => {
  for (const page of (await stage.browser.pages()).slice(1)) await page.close();
  host = await HostPage.open(stage.browser, sites);
  await host.bootOpen();
  await host.signedIn();
  driver = await host.page.createCDPSession();
});

/** Picks up the report in the page and brings it over the panel. */
async function dragReport(): Promise<void> {
  const link = await host.page.waitForSelector("#report");
  const box = await link?.boundingBox();
  assert.ok(box);
  await host.page.mouse.move(box.x + 5, box.y + 5);
  await host.page.mouse.down();
  await host.page.mouse.move(box.x + 40, box.y + 40, { steps: 4 });
  await host.page.mouse.move(OVER_PANEL.x, OVER_PANEL.y, { steps: 6 });
  await host.untilHeard("drag");
}

const zoneIsThere = 'roots[0].querySelector(".shield").hidden === false';

/** A drag that comes from outside the page. */
async function fromOutside(
  type: "dragEnter" | "dragOver" | "drop" | "dragCancel",
  at = OVER_PANEL,
  url?: string,
): Promise<void> {
  const items = url === undefined ? [] : [{ mimeType: "text/uri-list", data: url }];
  await driver.send("Input.dispatchDragEvent", { type, ...at, data: { items, dragOperationsMask: 1 } });
}

async function dropFromOutside(url: string): Promise<void> {
  await fromOutside("dragEnter", { x: 100, y: 300 }, url);
  await fromOutside("dragOver", OVER_PANEL, url);
  await fromOutside("dragOver", OVER_PANEL, url);
  await fromOutside("drop", OVER_PANEL, url);
}

test("[L11] a report of the page, dragged onto the panel, arrives as a file under one and the same record", async () => {
  await dragReport();
  assert.equal(await host.run(zoneIsThere), true);
  assert.deepEqual(await host.untilHeard("drag"), { t: "drag", phase: "enter", carries: "link" });
  await host.page.mouse.up();
  assert.deepEqual(await host.untilHeard("drop"), {
    t: "drop",
    startSeq: 0,
    seq: 0,
    files: [["befund.pdf", "application/pdf", PDF]],
    refused: null,
  });
  assert.equal(await host.run(zoneIsThere), false);
});

test("[P3] [L11] the record was switched between drag and drop, with a word: the two numbers differ", async () => {
  await dragReport();
  await host.run("Konsil.setPatient()");
  await host.page.mouse.up();
  const drop = await host.untilHeard("drop");
  assert.deepEqual([drop.startSeq, drop.seq], [0, 1]);
});

test("[P3] [L12] the record was switched between drag and drop without a word: announced first, and the numbers differ", async () => {
  await dragReport();
  await host.run('record = { ...record, number: "17233" }; 0');
  await host.page.mouse.up();
  const drop = await host.untilHeard("drop");
  assert.deepEqual([drop.startSeq, drop.seq], [0, 1]);
  const kinds = (await host.heard()).map(({ t }) => t);
  assert.ok(kinds.indexOf("patient-changed") < kinds.indexOf("drop"));
  assert.ok(kinds.includes("patient-changed"));
});

test("[P3] [L11] a drag that leaves the window and comes back is still the one that began with the old record", async () => {
  await dragReport();
  // The driver cannot leave the window: the event of leaving it is made up, the drag goes on.
  await host.run('document.documentElement.dispatchEvent(new DragEvent("dragleave"))');
  assert.equal(await host.run(zoneIsThere), false);
  await host.run("Konsil.setPatient()");
  await host.page.mouse.move(200, 500, { steps: 4 });
  await host.page.mouse.move(OVER_PANEL.x, OVER_PANEL.y, { steps: 6 });
  await host.untilHeard("drag", 3);
  await host.page.mouse.up();
  const drop = await host.untilHeard("drop");
  assert.deepEqual([drop.startSeq, drop.seq], [0, 1]);
});

test("[L13] a link of another origin and a sign-in page are refused with their reason", async () => {
  await dropFromOutside(`${sites.foreign}/befund.pdf`);
  assert.equal((await host.untilHeard("drop", 1)).refused, "foreign-origin");
  await dropFromOutside(`${sites.portal}/login`);
  assert.equal((await host.untilHeard("drop", 2)).refused, "login-page");
  assert.ok(!sites.asked.includes("foreign /befund.pdf"));
});

test("[L11] without a drag there is no zone, nor over a closed panel, nor where nobody is signed in", async () => {
  assert.equal(await host.run(zoneIsThere), false);
  await host.say('{ t: "status", unread: 3, notSent: 0, signedIn: false, offline: false, acceptsDrop: false }');
  await host.until('said.filter(([name]) => name === "unread").length === 2');
  await fromOutside("dragEnter", { x: 100, y: 300 });
  assert.equal(await host.run(zoneIsThere), false);
  await host.signedIn();
  await host.run("Konsil.close()");
  await fromOutside("dragEnter", { x: 120, y: 320 });
  assert.equal(await host.run(zoneIsThere), false);
});

test("[L11] events that the page makes up open no zone and hand over nothing", async () => {
  await host.run(`{
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x"], "fremd.pdf"));
    for (const name of ["dragstart", "dragenter", "dragover", "drop"])
      document.body.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, composed: true, dataTransfer: transfer }));
  }`);
  assert.equal(await host.run(zoneIsThere), false);
  // Even one that got at our closed root hands over nothing.
  await host.run(`{
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x"], "fremd.pdf"));
    const zone = roots[0].querySelector(".shield");
    for (const name of ["dragover", "drop"]) zone.dispatchEvent(new DragEvent(name, { cancelable: true, dataTransfer: transfer }));
  }`);
  await host.run("Konsil.setPatient()");
  await host.untilHeard("patient-changed");
  const kinds = (await host.heard()).map(({ t }) => t);
  assert.ok(!kinds.includes("drop") && !kinds.includes("drag"), kinds.join());
});
