import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import { LOCAL_SYSTEM, type PanelView, type Patient } from "@konsil/protocol";
import { annaKatharina, erika, foreign, frauke } from "../fixtures/conversation-people.ts";
import { intentsOf } from "../fixtures/conversation-stage.ts";
import { button, find, findAll, openPanel, settled, textOf } from "../fixtures/panel-stage.ts";
import { panelStates } from "../fixtures/panel-states.ts";
import { confirmed, contexts, panelView, reading } from "../fixtures/panel.ts";
import type { KonsilPanel } from "./panel.ts";
import "./panel.ts";

let panel: KonsilPanel | undefined;

async function open(fields: Partial<PanelView> = {}): Promise<KonsilPanel> {
  panel?.remove();
  panel = await openPanel(panelView(fields));
  return panel;
}
const plate = (shown: KonsilPanel) => textOf(find(shown, "konsil-plate"));
const strip = (shown: KonsilPanel) => textOf(find(shown, "konsil-strip"));
const daysAgo = (days: number): string => {
  const day = new Date(Date.now() - days * 86_400_000);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

describe("the patient plate and its strip", () => {
  beforeEach(() => setViewport({ width: 400, height: 720 }));
  afterEach(() => {
    panel?.remove();
    panel = undefined;
  });

  it("is accessible in every state of the context", async () => {
    for (const [name, make] of Object.entries(panelStates).filter(([one]) => one.startsWith("plate-"))) {
      panel?.remove();
      panel = await openPanel(make());
      await expect(find(panel, "#plate"), name).to.be.accessible();
    }
  });

  it("[U3] says each state by a word and by the shape of its sign", async () => {
    const expected = {
      none: ["Kein Patient geöffnet", "Keine Akte"],
      loading: ["Anderer Patient wird geöffnet", "Akte wird gelesen"],
      candidate: ["Bergmann, Erika", "Nicht bestätigt · aus der Seite"],
      confirmed: ["Bergmann, Erika", "Bestätigt · vom Portal gemeldet, eben gelesen"],
      conflict: ["Patient unklar", "Widerspruch · 2 Quellen, 2 Patienten"],
      stale: ["zuletzt Bergmann, Erika", "Veraltet · seit 48 s ohne Meldung"],
      fromConversation: ["Bergmann, Erika", "Aus der Unterhaltung · keine Akte offen"],
    } as const;
    const signs = new Set<string>();
    for (const [name, [title, word]] of Object.entries(expected)) {
      const shown = await open({ context: contexts[name as keyof typeof expected]() });
      expect(plate(shown), name).to.contain(title);
      expect(strip(shown), name).to.contain(word);
      signs.add(find(shown, ".strip").querySelector("svg")?.innerHTML ?? "");
    }
    expect(signs.size).to.equal(Object.keys(expected).length);
  });

  it("[U3] hides the old name at once while a record is read, and offers to read again after a while", async () => {
    const shown = await open();
    shown.view = panelView({ context: contexts.loading() });
    await shown.updateComplete;
    await settled(shown);
    expect(textOf(shown)).not.to.match(/Bergmann|20418|1964/u);
    expect(findAll(shown, "konsil-strip button")).to.have.length(0);
    const slow = await open({ context: contexts.slow() });
    const intents = intentsOf(slow);
    button(slow, "Neu lesen").click();
    expect(intents).to.deep.equal([{ do: "readAgain" }]);
  });

  it("[U3] never cuts a name, a birth date or a number, at any width", async () => {
    for (const width of [320, 360, 400, 480]) {
      await setViewport({ width, height: 720 });
      const shown = await open({ context: confirmed(annaKatharina) });
      expect(plate(shown), String(width)).to.contain("Schmidt-Rottenberger-Achenbach, Anna-Katharina Josefine");
      for (const one of findAll(find(shown, "konsil-plate"), ".name, dd, .number b")) {
        const style = getComputedStyle(one);
        expect(style.textOverflow, one.className).to.equal("clip");
        expect(one.scrollWidth, `${String(width)} ${one.className}`).to.be.at.most(
          Math.max(one.clientWidth, one.offsetWidth) + 1,
        );
      }
      const numbers = findAll(find(shown, "konsil-plate"), ".number, .inline-number").filter(
        (one) => one.getClientRects().length > 0,
      );
      expect(numbers.map(textOf)).to.deep.equal(["Nr. 4711-208"]);
    }
  });

  it("[U3] keeps name, birth date and number when there is little height", async () => {
    await setViewport({ width: 400, height: 480 });
    const shown = await open();
    const visible = findAll(find(shown, "konsil-plate"), ".name, dd, .number b").filter(
      (one) => one.getClientRects().length > 0,
    );
    expect(visible.map(textOf)).to.deep.equal(["Bergmann, Erika", "12.08.1964", "20418"]);
  });

  it("[P8] writes the sex out at every width, ages of babies in days and months", async () => {
    await setViewport({ width: 320, height: 720 });
    const sexes = {
      female: "weiblich",
      male: "männlich",
      diverse: "divers",
      undetermined: "unbestimmt",
      unknown: "nicht angegeben",
    } as const;
    for (const [sex, word] of Object.entries(sexes)) {
      const shown = await open({ context: confirmed({ ...erika, sex: sex as Patient["sex"] }) });
      expect(plate(shown)).to.contain(word);
    }
    expect(plate(await open({ context: confirmed({ ...erika, birthDate: daysAgo(5) }) }))).to.contain("5 Tage");
    expect(plate(await open({ context: confirmed({ ...erika, birthDate: daysAgo(100) }) }))).to.contain("3 Monate");
    expect(plate(await open({ context: confirmed(erika) }))).to.match(/\d\d J\./u);
  });

  it("[P8] shows partial dates as known, affix and birth name, and says a missing name", async () => {
    const known = { ...erika, birthDate: "1948", affix: "Freifrau von", birthName: "Sommer" };
    const shown = plate(await open({ context: confirmed(known) }));
    expect(shown).to.contain("Freifrau von Bergmann").and.to.contain("geb. als Sommer").and.to.contain("geb. 1948");
    expect(shown).not.to.contain("01.").and.not.to.contain("J.");
    const nameless = await open({
      context: { state: "candidate", reading: reading({ ...erika, family: "", given: "" }) },
    });
    expect(plate(nameless)).to.contain("Name fehlt");
  });

  it("[P1] shows a number of somebody else with its issuer, the practice's own without", async () => {
    const other = await open({ context: { state: "fromConversation", reading: reading(foreign) } });
    expect(plate(other)).to.contain("Nr. · Klinikum Nord KN-0093317");
    const own = {
      ...erika,
      identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "4711", issuer: "Praxis Sonnenallee" }],
    };
    expect(plate(await open({ context: confirmed(own) })))
      .to.contain("Nr. 4711")
      .and.not.to.contain("Sonnenallee");
    // Out of a conversation it is never left to be guessed whose number it is.
    const told = await open({ context: { state: "fromConversation", reading: reading(own) } });
    expect(plate(told)).to.contain("Nr. · Praxis Sonnenallee 4711");
  });

  it("[P6] asks a candidate with two buttons of the same weight, no focus, no shortcut, the yes with the identity", async () => {
    const shown = await open({ context: contexts.candidate() });
    const [no, yes] = [button(shown, "Falsch"), button(shown, "Ja: Bergmann, Erika, 12.08.1964")];
    expect(document.activeElement).to.equal(document.body);
    for (const name of [
      "fontSize",
      "fontWeight",
      "backgroundColor",
      "borderColor",
      "borderWidth",
      "color",
      "height",
    ] as const) {
      expect(getComputedStyle(yes)[name], name).to.equal(getComputedStyle(no)[name]);
    }
    for (const one of [no, yes]) {
      expect(one.autofocus).to.equal(false);
      expect(one.accessKey).to.equal("");
    }
    const intents = intentsOf(shown);
    find(shown, ".panel").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
    expect(intents).to.deep.equal([]);
    no.click();
    yes.click();
    expect(intents).to.deep.equal([
      { do: "answerCandidate", yes: false },
      { do: "answerCandidate", yes: true },
    ]);
  });

  it("[P8] offers no yes without family name and birth date, and says why", async () => {
    for (const missing of [{ family: "" }, { birthDate: "" }]) {
      const shown = await open({ context: { state: "candidate", reading: reading({ ...erika, ...missing }) } });
      expect(findAll(shown, ".answers button").map(textOf)).to.deep.equal(["Falsch"]);
      expect(strip(shown)).to.contain("lässt sich nichts bestätigen");
    }
  });

  it("[P3, U12] a record that does not answer shows no sign of certainty", async () => {
    const shown = await open({ hostSilent: true });
    expect(strip(shown)).to.equal("Akte antwortet nicht · wird noch einmal gefragt");
    expect(findAll(shown, ".strip.confirmed")).to.have.length(0);
  });

  it("[U17] shows both readings of a contradiction, marks and names what differs", async () => {
    const shown = await open({ context: contexts.conflict() });
    expect(findAll(shown, "mark").map(textOf)).to.deep.equal([
      "Erika",
      "12.08.1964",
      "20418",
      "Frauke",
      "03.05.1971",
      "20481",
    ]);
    expect(textOf(find(shown, ".differ"))).to.equal("Vorname, Geburtsdatum und Nummer weichen ab");
    const oneField = {
      state: "conflict",
      readings: [reading(erika), reading({ ...erika, birthDate: "1964-08-21" })],
    } as const;
    expect(textOf(find(await open({ context: oneField }), ".differ"))).to.equal("Geburtsdatum weicht ab");
  });

  it("names the other patient of a similar name whole, below the strip", async () => {
    const shown = await open({ similar: frauke });
    expect(textOf(find(shown, ".similar"))).to.equal(
      "Ähnlicher Name in Ihrer Praxis Bergmann, Frauke, geb. 03.05.1971, Nr. 20481",
    );
    expect(find(shown, ".similar").getBoundingClientRect().top).to.be.at.least(
      find(shown, ".strip").getBoundingClientRect().bottom - 1,
    );
  });

  it("opens the sources, and closes them when another patient comes", async () => {
    const shown = await open();
    const toggle = button(shown, "Quellen zeigen");
    expect(toggle.getAttribute("aria-expanded")).to.equal("false");
    toggle.click();
    await settled(shown);
    expect(toggle.getAttribute("aria-expanded")).to.equal("true");
    expect(findAll(shown, "tbody tr").map(textOf)).to.have.length(2);
    shown.view = panelView({ context: confirmed(frauke) });
    await settled(shown);
    expect(findAll(shown, "tbody tr")).to.have.length(0);
  });

  it("goes to the open record from a conversation about another", async () => {
    panel = await openPanel(panelStates["plate-other-record"]?.() ?? panelView());
    expect(plate(panel)).to.contain("Huber, Josef");
    expect(strip(panel)).to.contain("Andere Akte offen: Bergmann, Erika");
    const intents = intentsOf(panel);
    find(panel, "konsil-strip").shadowRoot?.querySelector("button")?.click();
    expect(intents).to.deep.equal([{ do: "goToOpenRecord" }]);
  });
});
