import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { openBrowser, type TestBrowser } from "../e2e/stage/open-browser.ts";
import { findBasePort } from "../../demo/homeservers/free-ports.ts";
import { startSite, type Site } from "../../demo/site/start-site.ts";
import { SERVERS } from "../../demo/testing/site-of-test.ts";

// Pages that attack the door of the frame. The frame host is the real one; the attackers are made on the spot.
let site: Site;
let browser: TestBrowser;

before(async () => {
  site = await startSite({
    port: await findBasePort(),
    distDir: process.env["KONSIL_DIST"] ?? "dist",
    homeservers: SERVERS,
  });
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await site.stop();
});

const frameUrl = (): string => `${site.origins.chat}/sonnenallee/frame.html`;

/** A page of the allowed portal without our script: it speaks to the frame by hand. */
async function attacker(origin: string): Promise<Page> {
  const page = await browser.browser.newPage();
  await page.setBypassCSP(true);
  await page.goto(`${origin}/`);
  return page;
}

interface Attempt {
  readonly hello: unknown;
  readonly messages: readonly unknown[];
  /** From a frame beside ours instead of from its parent. */
  readonly fromSibling?: boolean;
}

/** Opens our frame in the page, says hello with a port and then the messages; tells what came back on the port. */
function attempt(page: Page, url: string, { hello, messages, fromSibling = false }: Attempt): Promise<unknown[]> {
  return page.evaluate(
    async (address, greeting, rest, sibling) => {
      const frame = document.createElement("iframe");
      frame.src = address;
      const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
      document.body.append(frame);
      await loaded;
      const heard: unknown[] = [];
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => heard.push(event.data);
      const target = new URL(address).origin;
      if (sibling) {
        const other = document.createElement("iframe");
        document.body.append(other);
        (other.contentWindow as unknown as { eval(code: string): (...args: unknown[]) => void }).eval(
          "(target, message, origin, port) => target.postMessage(message, origin, [port])",
        )(frame.contentWindow, greeting, target, channel.port2);
      } else frame.contentWindow?.postMessage(greeting, target, [channel.port2]);
      for (const message of rest) channel.port1.postMessage(message);
      // An answer comes within a task or two; a second without one is none.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      frame.remove();
      return heard;
    },
    url,
    hello,
    messages,
    fromSibling,
  );
}

const HELLO = { konsil: "hello", protocol: 1 };
const BOOT = {
  t: "boot",
  user: "u",
  hostSession: "s",
  locale: "de",
  theme: "auto",
  canReadPatient: true,
  source: "channel",
};

test("[F1] the allowed portal is answered, and asked for its patient", async () => {
  const page = await attacker(site.origins.sonnenallee);
  const heard = await attempt(page, frameUrl(), { hello: HELLO, messages: [BOOT] });
  const kinds = heard.map((message) => (message as { t: string }).t);
  assert.ok(kinds.includes("ready"), JSON.stringify(heard));
  assert.ok(kinds.includes("patient-query"), JSON.stringify(heard));
  await page.close();
});

test("[F1] a foreign origin gets nothing, not even the page in its frame", async () => {
  const page = await attacker(site.origins.nord);
  assert.deepEqual(await attempt(page, frameUrl(), { hello: HELLO, messages: [BOOT] }).catch(() => []), []);
  await page.close();
});

test("[F1] a frame beside ours gets nothing, whatever its origin", async () => {
  const page = await attacker(site.origins.sonnenallee);
  assert.deepEqual(await attempt(page, frameUrl(), { hello: HELLO, messages: [BOOT], fromSibling: true }), []);
  await page.close();
});

for (const hello of [
  null,
  "hello",
  {},
  { konsil: "hello" },
  { konsil: "hello", protocol: 2 },
  { konsil: "hallo", protocol: 1 },
  [HELLO],
]) {
  test(`[F1] a hello that is none is not answered: ${JSON.stringify(hello)}`, async () => {
    const page = await attacker(site.origins.sonnenallee);
    assert.deepEqual(await attempt(page, frameUrl(), { hello, messages: [BOOT] }), []);
    await page.close();
  });
}

const HOSTILE: readonly unknown[] = [
  null,
  7,
  "boot",
  [],
  { t: "constructor" },
  { t: "__proto__" },
  { t: "signIn", user: "a", password: "b" },
  { ...BOOT, user: { toString: "x" } },
  { ...BOOT, locale: "fr" },
  { t: "update", theme: "javascript:alert(1)" },
  { t: "patient-changed", seq: -1 },
  { t: "patient-changed", seq: "1" },
  { t: "patient-answer", nonce: "x", seq: 1, outcome: "open", patient: {} },
  { t: "patient-answer", nonce: "00000000-0000", seq: 1, outcome: "confirmed", patient: {} },
  { t: "drag", phase: "drop", carries: "files" },
  { t: "drop", startSeq: 1, seq: 1, files: ["/etc/passwd"], refused: null },
  { t: "drop", startSeq: 1, seq: 1, files: Array.from({ length: 1000 }, () => ({})), refused: null },
  { t: "shown", open: "yes" },
  { t: "shutdown", wipe: "yes" },
];

test("[F1] every kind of message in a wrong shape is dropped: the frame stays silent and goes on", async () => {
  const page = await attacker(site.origins.sonnenallee);
  const heard = await attempt(page, frameUrl(), { hello: HELLO, messages: HOSTILE });
  assert.deepEqual(heard, [{ t: "ready", protocol: 1 }]);
  const after = await attempt(page, frameUrl(), { hello: HELLO, messages: [...HOSTILE, BOOT] });
  assert.ok(after.some((message) => (message as { t: string }).t === "patient-query"));
  await page.close();
});

test("[F3] the host learns counts and states: no name, no room, no text, whatever patient it gave", async () => {
  const page = await attacker(site.origins.sonnenallee);
  const answer = {
    t: "patient-attributes",
    seq: 1,
    patient: { number: "20418", family: "Bergmann", given: "Erika", birthDate: "1964-08-12" },
  };
  const heard = await attempt(page, frameUrl(), { hello: HELLO, messages: [BOOT, answer] });
  assert.doesNotMatch(JSON.stringify(heard), /Bergmann|Erika|20418|1964|!|@/);
  assert.ok(heard.length > 1);
  await page.close();
});
