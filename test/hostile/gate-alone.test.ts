import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Frame, Page } from "puppeteer-core";
import { bundle } from "./stage/bundle.ts";
import { launch, type BrowserName, type StageBrowser } from "./stage/host-page.ts";
import { startTwoSites, type TwoSites } from "./stage/two-sites.ts";

// The gate of the frame by itself: no policy of a server helps it.

const BROWSERS: readonly BrowserName[] = ["chromium", "firefox"];
const HELLO = '{ konsil: "hello", protocol: 1 }';
const GATE = "/praxis/gate.html";

/** What a page does to reach the gate: as JavaScript, since the attackers are pages of their own. */
const OPEN_FRAME = (chat: string): string => `new Promise((resolve) => {
  window.heard = [];
  window.target = document.createElement("iframe");
  target.src = "${chat}${GATE}";
  target.onload = resolve;
  document.body.append(target);
})`;
const hello = (to: string, chat: string, message = HELLO): string => `{
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => heard.push(data);
  window.line = channel.port1;
  ${to}.postMessage(${message}, "${chat}", [channel.port2]);
}`;

/** One good message of every kind, as an integrator would write it. */
const GOOD: Readonly<Record<string, string>> = {
  boot: '{ t: "boot", user: "u", hostSession: "s", locale: "de", theme: "auto", canReadPatient: true, source: "channel" }',
  update: '{ t: "update", theme: "dark" }',
  "patient-changed": '{ t: "patient-changed", seq: 1 }',
  "patient-attributes": '{ t: "patient-attributes", seq: 1, patient: { number: "1" } }',
  "patient-answer": '{ t: "patient-answer", nonce: "00000000", seq: 1, outcome: "none", patient: null }',
  drag: '{ t: "drag", phase: "enter", carries: "files" }',
  drop: '{ t: "drop", startSeq: 1, seq: 1, files: [new File(["x"], "a.pdf")], refused: null }',
  shown: '{ t: "shown", open: true }',
  doubt: '{ t: "doubt" }',
  shutdown: '{ t: "shutdown", wipe: false }',
};

const others = (how: string): string =>
  `(good) => Object.fromEntries(Object.entries(good).map(([key, value]) => [key, key === "t" ? value : ${how}]))`;

/** What is done to the kind of a message. */
const ON_KIND: readonly string[] = [
  '(good) => ({ ...good, t: good.t + "x" })',
  '(good) => ({ ...good, t: good.t + "x".repeat(1e6) })',
  '(good) => ({ ...good, t: "toString" })',
  '(good) => ({ ...good, t: "__proto__" })',
  "(good) => ({ ...good, t: [good.t] })",
  "(good) => ({ ...good, t: undefined })",
  "(good) => [good]",
  "(good) => JSON.stringify(good)",
];
/** What is done to all its other fields; a message without any takes no harm. */
const ON_FIELDS: readonly string[] = [
  others("1n"),
  others("null"),
  others("[value]"),
  others("new Array(1e5).fill({})"),
  others('typeof value === "string" ? value + "x".repeat(1e6) : NaN'),
];

for (const name of BROWSERS) {
  describe(`in ${name}`, () => {
    let sites: TwoSites;
    let stage: StageBrowser;
    let page: Page;

    before(async () => {
      sites = await startTwoSites();
      const gate = await bundle("test/hostile/stage/gate-alone.ts");
      sites.serveAt("chat", GATE, { body: `<!doctype html><script>${gate}</script>`, type: "text/html" });
      const bare = { body: "<!doctype html><body></body>", type: "text/html" };
      sites.serveAt("portal", "/bare", bare);
      sites.serveAt("foreign", "/bare", bare);
      stage = await launch(name);
    });
    after(async () => {
      await stage.close();
      await sites.stop();
    });
    beforeEach(async () => {
      for (const other of (await stage.browser.pages()).slice(1)) await other.close();
      page = await stage.browser.newPage();
    });

    async function attack(origin: string): Promise<Frame> {
      await page.goto(`${origin}/bare`);
      await page.evaluate(OPEN_FRAME(sites.chat));
      return page.waitForFrame((frame) => frame.url().endsWith(GATE));
    }
    const until = (where: Page | Frame, expression: string): Promise<unknown> =>
      where.waitForFunction(expression, { timeout: 10_000, polling: 20 });
    const dropped = (frame: Frame, count: number): Promise<unknown> =>
      until(frame, `watched.gate.dropped >= ${String(count)}`);

    test("[F1] a hello waits for the config, then its origin is let in", async () => {
      const frame = await attack(sites.portal);
      await page.evaluate(hello("target.contentWindow", sites.chat));
      await page.evaluate(`line.postMessage(${GOOD["doubt"] ?? ""})`);
      assert.deepEqual(await frame.evaluate("watched.seen"), []);
      await frame.evaluate(`watched.allow(["${sites.portal}"])`);
      await until(page, "heard.length === 1");
      await until(frame, "watched.seen.length === 1");
      assert.deepEqual(await page.evaluate("heard"), [{ t: "ready", protocol: 1 }]);
    });

    test("[F1] an origin that is not allowed gets no answer, be it ever so like an allowed one", async () => {
      const like = [
        `${sites.foreign}.evil.example`,
        sites.foreign.replace(/:\d+$/, ""),
        sites.foreign.replace("http:", "https:"),
        `${sites.foreign}/`,
        "*",
        "null",
        sites.portal,
      ];
      const frame = await attack(sites.foreign);
      await frame.evaluate(`watched.allow(${JSON.stringify(like)})`);
      await page.evaluate(hello("target.contentWindow", sites.chat));
      await dropped(frame, 1);
      await page.evaluate(`line.postMessage(${GOOD["boot"] ?? ""})`);
      assert.deepEqual(await page.evaluate("heard"), []);
      assert.deepEqual(await frame.evaluate("watched.seen"), []);
    });

    test("[F1] without a config nobody is let in", async () => {
      const frame = await attack(sites.portal);
      await frame.evaluate("watched.fail()");
      await page.evaluate(hello("target.contentWindow", sites.chat));
      await dropped(frame, 1);
      assert.deepEqual(await page.evaluate("heard"), []);
    });

    test("[F1] an allowed page inside a foreign one is the parent; the foreign one around it is not", async () => {
      await page.goto(`${sites.foreign}/bare`);
      await page.evaluate(`new Promise((resolve) => {
        window.heard = [];
        const middle = document.createElement("iframe");
        middle.src = "${sites.portal}/bare";
        middle.onload = resolve;
        document.body.append(middle);
      })`);
      const middle = await page.waitForFrame((frame) => frame.url() === `${sites.portal}/bare`);
      await middle.evaluate(OPEN_FRAME(sites.chat));
      const frame = await page.waitForFrame((inner) => inner.url().endsWith(GATE));
      await frame.evaluate(`watched.allow(["${sites.portal}", "${sites.foreign}"])`);
      await page.evaluate(hello("frames[0].frames[0]", sites.chat));
      await dropped(frame, 1);
      assert.deepEqual(await page.evaluate("heard"), []);
    });

    test("[F1] a replayed hello from a frame beside ours, allowed origin or not, changes nothing", async () => {
      const frame = await attack(sites.portal);
      await frame.evaluate(`watched.allow(["${sites.portal}"])`);
      await page.evaluate(hello("target.contentWindow", sites.chat));
      await until(page, "heard.length === 1");
      await page.evaluate(`new Promise((resolve) => {
        const sibling = document.createElement("iframe");
        sibling.src = "${sites.portal}/bare";
        sibling.onload = resolve;
        document.body.append(sibling);
      })`);
      const sibling = await page.waitForFrame(
        (other) => other.url() === `${sites.portal}/bare` && other !== page.mainFrame(),
      );
      await sibling.evaluate("window.heard = []");
      await sibling.evaluate(hello("parent.target.contentWindow", sites.chat));
      await dropped(frame, 1);
      assert.deepEqual(await sibling.evaluate("heard"), []);
      await page.evaluate(`line.postMessage(${GOOD["doubt"] ?? ""})`);
      await until(frame, "watched.seen.length === 1");
    });

    test("[F1] a hello without a port, with words of its own or another version is dropped and counted", async () => {
      const frame = await attack(sites.portal);
      await frame.evaluate(`watched.allow(["${sites.portal}"])`);
      const bad = [
        "null",
        "7",
        "{}",
        `[${HELLO}]`,
        '{ konsil: "hello" }',
        '{ konsil: "hello", protocol: 2 }',
        '{ konsil: "hello", protocol: "1" }',
      ];
      for (const message of bad) await page.evaluate(hello("target.contentWindow", sites.chat, message));
      await page.evaluate(`target.contentWindow.postMessage(${HELLO}, "${sites.chat}")`);
      await dropped(frame, bad.length + 1);
      assert.equal(await frame.evaluate("watched.gate.dropped"), bad.length + 1);
      assert.deepEqual(await page.evaluate("heard"), []);
    });

    test("[F1] a good message of every kind passes, without what is not ours in it", async () => {
      const frame = await attack(sites.portal);
      await frame.evaluate(`watched.allow(["${sites.portal}"])`);
      await page.evaluate(hello("target.contentWindow", sites.chat));
      const kinds = Object.keys(GOOD);
      for (const kind of kinds) {
        const more = `{ extra: "secret", server: "https://evil.example", ["__proto__"]: { polluted: 1 } }`;
        await page.evaluate(`line.postMessage(Object.assign(${more}, ${GOOD[kind] ?? ""}))`);
      }
      await until(frame, `watched.seen.length === ${String(kinds.length)}`);
      assert.deepEqual(await frame.evaluate("watched.seen.map(({ t }) => t)"), kinds);
      assert.equal(
        await frame.evaluate("watched.seen.some((message) => 'extra' in message || 'server' in message)"),
        false,
      );
      assert.equal(
        await frame.evaluate("({}).polluted === undefined && watched.seen.every((one) => one.polluted === undefined)"),
        true,
      );
      assert.equal(await frame.evaluate("watched.gate.dropped"), 0);
    });

    for (const [kind, good] of Object.entries(GOOD)) {
      test(`[F1] nothing that is made of "${kind}" gets past the gate`, async () => {
        const frame = await attack(sites.portal);
        await frame.evaluate(`watched.allow(["${sites.portal}"])`);
        await page.evaluate(hello("target.contentWindow", sites.chat));
        const attacks = kind === "doubt" ? ON_KIND : [...ON_KIND, ...ON_FIELDS];
        for (const code of attacks) await page.evaluate(`line.postMessage((${code})(${good}))`);
        await page.evaluate(`line.postMessage(${GOOD["shown"] ?? ""})`);
        await until(frame, 'watched.seen.at(-1)?.t === "shown"');
        assert.deepEqual(await frame.evaluate("watched.seen"), [{ t: "shown", open: true }]);
        assert.equal(await frame.evaluate("watched.gate.dropped"), attacks.length);
      });
    }
  });
}
