import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { HostPage, launch, type BrowserName, type StageBrowser } from "./stage/host-page.ts";
import { startTwoSites, type TwoSites } from "./stage/two-sites.ts";

// The script tag in a page with the strictest policy there is, beside a made-up frame that writes down what it is told.

const BROWSERS: readonly BrowserName[] = ["chromium", "firefox"];
const CONTAINER = 'document.querySelector("html > div")';

for (const name of BROWSERS) {
  describe(`in ${name}`, () => {
    let sites: TwoSites;
    let stage: StageBrowser;
    let host: HostPage;

    before(async () => {
      sites = await startTwoSites();
      stage = await launch(name);
    });
    after(async () => {
      await stage.close();
      await sites.stop();
    });
    beforeEach(async () => {
      for (const page of (await stage.browser.pages()).slice(1)) await page.close();
      sites.asked.splice(0);
      host = await HostPage.open(stage.browser, sites);
      await host.run("localStorage.clear()");
    });

    test("[L1] [F4] nothing but the loader is asked for before somebody boots", async () => {
      await host.run("new Promise((resolve) => requestIdleCallback(resolve))");
      assert.deepEqual(
        sites.asked.filter((path) => /konsil|chat/.test(path)),
        ["portal /konsil/konsil.js"],
      );
      await host.bootOpen();
      assert.ok(sites.asked.includes("portal /konsil/konsil-embed.js"));
    });

    test("[L2] [F4] the strictest policy, Trusted Types included, has nothing to stop", async () => {
      const frame = await host.bootOpen();
      await host.signedIn();
      await host.run("Konsil.close()");
      assert.deepEqual(await host.run("stopped"), []);
      assert.equal(await frame.evaluate("helloFrom"), sites.portal);
    });

    test("[F4] [L3] moving, removing and putting back the element, a second one and a second boot never reload the frame", async () => {
      const frame = await host.bootOpen();
      const loadedAt = await frame.evaluate("loadedAt");
      await host.run(`(async () => {
        const element = document.querySelector("konsil-chat");
        const main = document.querySelector("main");
        for (let round = 0; round < 20; round += 1) {
          main.append(element);
          element.remove();
          main.prepend(element);
          await new Promise((resolve) => setTimeout(resolve));
        }
        main.append(document.createElement("konsil-chat"), element.cloneNode(true));
        main.replaceWith(main.cloneNode(true));
        document.body.replaceWith(document.body.cloneNode(true));
      })()`);
      await host.boot("theme: 'dark', side: 'left'");
      await host.boot();
      await host.untilHeard("boot", 3);
      assert.equal(await (await host.frame()).evaluate("loadedAt"), loadedAt);
      assert.equal(await host.framesLoaded(), 1);
      assert.equal(await host.run('document.querySelectorAll("html > div").length'), 1);
    });

    test("[F4] the script twice in a page, and two elements: one frame, one global", async () => {
      const twice = await HostPage.open(stage.browser, sites, "/twice");
      await twice.bootOpen();
      await twice.boot();
      assert.equal(await twice.framesLoaded(), 1);
      assert.equal(await twice.run('globals.includes("Konsil")'), true);
      // Numbers are frames, the underscored are the driver's.
      const ours =
        "Object.keys(window).filter((key) => !globals.includes(key) && !/^[0-9]+$|^__|^puppeteer/.test(key))";
      assert.deepEqual(await twice.run(ours), []);
    });

    test("[F4] removal and a shutdown with wipe leave nothing in the page", async () => {
      const state = `({ html: document.documentElement.outerHTML, sheets: document.adoptedStyleSheets.length,
        kept: Object.keys(localStorage), room: getComputedStyle(document.documentElement).marginRight })`;
      const before = await host.run(state);
      await host.bootOpen();
      await host.page.focus("#before");
      await host.run("Konsil.close()");
      assert.notDeepEqual(await host.run(state), before);
      await host.run('Konsil.push(["shutdown", { wipe: true }])');
      await host.until(`!${CONTAINER}`);
      assert.deepEqual(await host.run(state), before);
    });

    test("[L4a] [S1] a shutdown in a page without a chat tells the frame, unseen, and leaves nothing in the page", async () => {
      const nobody = await HostPage.open(stage.browser, sites, "/");
      const html = "document.documentElement.outerHTML";
      const before = await nobody.run(html);
      await nobody.page.evaluateOnNewDocument("window.staysSilent = true");
      await nobody.run(`Konsil.push(["shutdown", { chat: "${sites.chat}", tenant: "praxis" }])`);
      assert.deepEqual(
        (await nobody.untilHeard("shutdown"), await nobody.heard()).map(({ t }) => t),
        ["shutdown"],
      );
      assert.equal(await nobody.run("document.elementFromPoint(1100, 400)?.localName"), "html");
      await nobody.say('{ t: "shutdown-done" }');
      await nobody.until(`!${CONTAINER}`);
      assert.equal(await nobody.run(html), before);
      assert.deepEqual(await nobody.run("said.filter(([name]) => name === 'ready' || name === 'error')"), []);
      await nobody.page.close();
    });

    test("[F4] [L4] a boot while the old chat still shuts down starts anew when that is done", async () => {
      const frame = await host.bootOpen();
      await frame.evaluate("window.staysSilent = true");
      await host.run('Konsil.push(["shutdown", { wipe: true }])');
      await host.boot("open: true, user: 'other', hostSession: 's2'");
      await host.untilHeard("shutdown");
      assert.equal(await host.framesLoaded(), 1);
      await host.say('{ t: "shutdown-done" }');
      await host.until('said.filter(([name]) => name === "ready").length === 2');
      const boot = await host.untilHeard("boot");
      assert.equal(boot.user, "other");
      assert.equal(await host.framesLoaded(), 2);
    });

    test("[L5] [S1] a frame that was loaded anew is told everything again", async () => {
      const frame = await host.bootOpen();
      await host.run(`document.querySelector("konsil-chat").setAttribute("patient-number", "7")`);
      await frame.evaluate("location.reload()");
      await host.until('said.filter(([name]) => name === "ready").length === 2');
      await host.untilHeard("patient-attributes");
      assert.deepEqual(
        (await host.heard()).map(({ t }) => t),
        ["boot", "patient-attributes"],
      );
    });

    test("[L6] nothing lies over the page before the frame has answered, and a frame that never does is taken away", async () => {
      await host.page.evaluateOnNewDocument(
        `{ const later = setTimeout; setTimeout = (act, ms, ...rest) => later(act, ms === 30000 ? 300 : ms, ...rest); }`,
      );
      await host.page.goto(`${sites.portal}/`);
      await host.run(`Konsil.push(["boot", { chat: "${sites.chat}", tenant: "schweigt", open: true }])`);
      await host.until(CONTAINER);
      assert.equal(await host.run("document.elementFromPoint(innerWidth - 100, 300)?.localName"), "html");
      await host.until(`!${CONTAINER}`);
      assert.deepEqual(await host.run("said"), [["error", { code: "worker-failed" }]]);
      assert.equal(await host.run("getComputedStyle(document.documentElement).marginRight"), "0px");
    });

    test("[L7] [F3] of the record only what tells two people apart crosses, and of the page nothing", async () => {
      await host.bootOpen();
      await host.say('{ t: "patient-query", nonce: "00000000-aaaa" }');
      const answer = await host.untilHeard("patient-answer");
      assert.deepEqual(answer, {
        t: "patient-answer",
        nonce: "00000000-aaaa",
        seq: 0,
        outcome: "open",
        patient: { number: "20418", family: "Bergmann", given: "Erika", birthDate: "1964-08-12", sex: "female" },
      });
      await host.run('history.pushState(null, "", "/akte/geheimer-pfad")');
      assert.doesNotMatch(JSON.stringify(await host.heard()), /geheim|portal\.localhost|Befund/);
      const frame = await host.frame();
      assert.equal(await frame.evaluate("document.referrer"), "");
    });

    test("[P3] a readPatient that throws, rejects, gives nonsense or functions has failed; null is no record", async () => {
      await host.bootOpen("readPatient: () => window.read(),");
      const outcomes: string[] = [];
      for (const read of [
        "() => { throw new Error() }",
        "() => Promise.reject(new Error())",
        '() => "20418"',
        "() => ({ get number() { throw new Error() } })",
        "() => null",
        "async () => ({ number: () => 1, family: {}, given: 'x', toJSON: () => ({ a: 1 }) })",
      ]) {
        await host.run(`window.read = ${read}`);
        await host.say(`{ t: "patient-query", nonce: "00000000-${String(outcomes.length)}" }`);
        const answer = await host.untilHeard("patient-answer", outcomes.length + 1);
        outcomes.push(`${answer.outcome} ${JSON.stringify(answer.patient)}`);
      }
      assert.deepEqual(outcomes, [
        ...Array.from({ length: 4 }, () => "failed null"),
        "none null",
        'open {"given":"x"}',
      ]);
    });

    test("[P3] the page's own moves put the record in doubt", async () => {
      await host.bootOpen();
      await host.run('history.pushState(null, "", "/akte/1")');
      await host.untilHeard("doubt", 1);
      await host.run('document.dispatchEvent(new Event("visibilitychange"))');
      await host.untilHeard("doubt", 2);
      await host.run("Konsil.setPatient()");
      assert.deepEqual(await host.untilHeard("patient-changed"), { t: "patient-changed", seq: 1 });
    });

    test("[P2] attributes of the element are told as such, and taken back with it", async () => {
      await host.bootOpen();
      await host.run(`for (const [name, value] of [["number", "4711"], ["family", "Huber"], ["birth-date", "1948"]])
        document.querySelector("konsil-chat").setAttribute("patient-" + name, value)`);
      await host.until(
        'heard.some(({ t, patient }) => t === "patient-attributes" && patient?.number === "4711")',
        await host.frame(),
      );
      await host.run('document.querySelector("konsil-chat").remove()');
      await host.until('heard.at(-1).t === "patient-attributes" && heard.at(-1).patient === null', await host.frame());
    });

    test("[L8] the panel is above everything, docked, as wide as it was left, and full screen on a phone", async () => {
      await host.run(`{
        const wall = document.createElement("div");
        Object.assign(wall.style, { position: "fixed", inset: "0", zIndex: "2147483647" });
        document.body.append(wall);
      }`);
      const frame = await host.bootOpen();
      const box = (): Promise<readonly number[]> => frame.evaluate("[innerWidth, innerHeight]") as Promise<number[]>;
      const topAt = (x: string): Promise<unknown> => host.run(`document.elementFromPoint(${x}, 300) === ${CONTAINER}`);
      // One pixel of the panel is its line.
      assert.deepEqual(await box(), [399, 800]);
      assert.equal(await topAt("innerWidth - 50"), true);
      assert.equal(await topAt("innerWidth - 500"), false);
      await host.run("Konsil.close()");
      assert.equal(
        await host.run(`document.elementFromPoint(innerWidth - 40, innerHeight - 40) === ${CONTAINER}`),
        true,
      );
      await host.page.setViewport({ width: 479, height: 640 });
      await host.run("Konsil.open()");
      await host.until("innerWidth === 479 && innerHeight === 640", frame);
      assert.equal(await host.framesLoaded(), 1);
    });

    test("[L8] the edge moves by keys within its limits, and place and state are remembered without a word about anybody", async () => {
      const frame = await host.bootOpen();
      const width = (px: number): Promise<void> => host.until(`innerWidth === ${String(px - 1)}`, frame);
      await host.run('roots[0].querySelector(".handle").focus()');
      await host.page.keyboard.press("ArrowLeft");
      await width(416);
      await host.page.keyboard.press("ArrowRight");
      await width(400);
      await host.page.keyboard.press("End");
      await host.page.keyboard.press("ArrowLeft");
      await width(480);
      await host.page.keyboard.press("Home");
      await width(360);
      await host.page.keyboard.press("ArrowLeft");
      await width(376);
      assert.deepEqual(await host.run("Object.entries(localStorage)"), [["konsil:place", "376 open"]]);
      await host.page.reload();
      await host.boot();
      await host.until('said.some(([name]) => name === "ready")');
      await host.until("innerWidth === 375", await host.frame());
      await host.run('Konsil.close(); localStorage.getItem("konsil:place")');
      assert.equal(await host.run('localStorage.getItem("konsil:place")'), "376 closed");
    });

    test("[L8] the edge follows the pointer over the frame", async () => {
      const frame = await host.bootOpen();
      await host.page.mouse.move(1200 - 400 - 5, 300);
      await host.page.mouse.down();
      await host.page.mouse.move(1200 - 430, 300);
      await host.until("innerWidth === 424", frame);
      await host.page.mouse.move(1200 - 100, 300);
      await host.until("innerWidth === 359", frame);
      await host.page.mouse.up();
      await host.page.mouse.move(1200 - 470, 300);
      assert.equal(await host.run('localStorage.getItem("konsil:place")'), "360 open");
    });

    test("[L9] Alt+Shift+K opens and closes, and the focus goes back to where it was", async () => {
      await host.boot();
      await host.until('said.some(([name]) => name === "ready")');
      await host.page.focus("#before");
      const press = async (): Promise<void> => {
        await host.page.keyboard.down("Alt");
        await host.page.keyboard.down("Shift");
        await host.page.keyboard.press("KeyK");
        await host.page.keyboard.up("Shift");
        await host.page.keyboard.up("Alt");
      };
      await press();
      assert.deepEqual(await host.untilHeard("shown", 1), { t: "shown", open: true });
      await host.until(`document.activeElement === ${CONTAINER}`);
      await host.say('{ t: "close" }');
      assert.deepEqual(await host.untilHeard("shown", 2), { t: "shown", open: false });
      await host.until('document.activeElement.id === "before"');
    });

    test("[F3] [F1] a frame that says what it must not is not believed", async () => {
      await host.bootOpen();
      for (const message of [
        '{ t: "eval", code: "1" }',
        '{ t: "constructor" }',
        '{ t: "status", unread: "3", notSent: 0, signedIn: true, offline: false, acceptsDrop: true }',
        '{ t: "status", unread: -1, notSent: 0, signedIn: true, offline: false, acceptsDrop: true }',
        '{ t: "error", code: "<img src=x>" }',
        '{ t: "ack", seq: 1, shown: "Bergmann" }',
        '{ t: "patient-query", nonce: "" }',
        "new Array(100000).fill(1)",
        "null",
      ]) {
        await host.say(message);
      }
      await host.say('{ t: "ack", seq: 1, shown: "same", patient: "Bergmann" }');
      await host.until('said.some(([name]) => name === "context")');
      assert.deepEqual(await host.run("said"), [
        ["ready", {}],
        ["context", { shown: "same" }],
      ]);
    });

    test("[F1] what another window says to the page is not heard", async () => {
      await host.bootOpen();
      await host.run(`window.postMessage({ konsil: "hello", protocol: 1 }, location.origin)`);
      await host.run(`window.postMessage({ t: "status", unread: 9, notSent: 9, signedIn: true, offline: false, acceptsDrop: true },
        location.origin)`);
      await host.say('{ t: "login-needed" }');
      await host.until('said.some(([name]) => name === "login-needed")');
      assert.equal(await host.run("said.length"), 2);
    });

    test("[L10] a listener of the page that throws stops nobody else", async () => {
      await host.run('Konsil.on("ready", () => { throw new Error("of the page") }); void 0');
      await host.run('Konsil.on("ready", () => said.push(["after", {}]))');
      await host.bootOpen();
      await host.until('said.some(([name]) => name === "after")');
    });
  });
}
