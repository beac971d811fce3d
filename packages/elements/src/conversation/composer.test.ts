import { expect } from "@open-wc/testing";
import { asEventId, asRowKey, type ClosedReason, type ComposerView } from "@konsil/protocol";
import { conversation, conversationView, elsewhere, openComposer } from "../fixtures/conversation.ts";
import { adaeze, annaKatharina, erika } from "../fixtures/conversation-people.ts";
import { message, NOW, own } from "../fixtures/conversation-rows.ts";
import { intentsOf, stage } from "../fixtures/conversation-stage.ts";
import type { KonsilComposer } from "./composer.ts";
import "./conversation.ts";

let box: HTMLElement;

async function show(view: ComposerView, widthPx = 400): Promise<KonsilComposer> {
  box = stage(widthPx, 300);
  const element = document.createElement("konsil-composer");
  element.style.cssText = "flex:1;min-width:0";
  element.view = view;
  box.append(element);
  await element.updateComplete;
  return element;
}

const root = (element: Element) => element.shadowRoot ?? document;
const said = (element: Element) => (root(element).textContent ?? "").replaceAll(/\s+/gu, " ").trim();
const fieldOf = (element: Element) => {
  const field = root(element).querySelector("textarea");
  if (field === null) throw new Error("no field");
  return field;
};
const draft = (text: string, revision = 2) => ({ text, replyTo: null, replyEventId: null, revision });

function press(target: EventTarget, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

function type(element: Element, text: string): void {
  const field = fieldOf(element);
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

describe("konsil-composer", () => {
  afterEach(() => {
    box.remove();
  });

  it("is accessible in every state", async () => {
    const quote = { state: "loaded", key: asRowKey("q"), sender: adaeze, text: "EF 48 %", edited: false } as const;
    const views: ComposerView[] = [
      openComposer(),
      openComposer({ about: null }),
      openComposer({ asking: true, draft: { ...draft("Danke."), replyTo: quote, replyEventId: asEventId("$1") } }),
      elsewhere,
      { state: "closed", reason: "other-record", draftKept: true, otherRecord: erika },
    ];
    for (const view of views) {
      const element = await show(view);
      await expect(element).to.be.accessible();
      box.remove();
    }
  });

  it("[C3] is named by patient, recipient, organisation and how many read along", async () => {
    const element = await show(openComposer({ about: annaKatharina }), 320);
    const name = root(element).querySelector("#about")?.textContent.replaceAll(/\s+/gu, " ").trim();
    expect(name).to.equal(
      "Über Schmidt-Rottenberger-Achenbach, Anna-Katharina Josefine, geb. 29.02.1948 an Kardiologie Ambulanz, Klinikum Nord · 4 lesen mit",
    );
    expect(root(element).querySelector("form")?.getAttribute("aria-labelledby")).to.equal("about");
    expect(element.scrollWidth).to.be.at.most(320);
    box.remove();
    expect(said(await show(openComposer({ about: null })))).to.contain(
      "Ohne Patient an Kardiologie Ambulanz, Klinikum Nord",
    );
  });

  it("[M1] hands on what is typed, letter by letter as it is", async () => {
    const element = await show(openComposer());
    const intents = intentsOf(element);
    type(element, '  > 40 mg/dl "1*0*1" ~5\n');
    expect(intents).to.deep.equal([{ do: "setDraft", text: '  > 40 mg/dl "1*0*1" ~5\n' }]);
  });

  it("takes over a text only with a new revision, and never over the field's own", async () => {
    const element = await show(openComposer({ draft: draft("alt", 1) }));
    expect(fieldOf(element).value).to.equal("alt");
    type(element, "alt und neu");
    element.view = openComposer({ draft: draft("alt", 1) });
    await element.updateComplete;
    expect(fieldOf(element).value).to.equal("alt und neu");
    element.view = openComposer({ draft: draft("zurückgeholt", 2) });
    await element.updateComplete;
    expect(fieldOf(element).value).to.equal("zurückgeholt");
  });

  it("[M3] sends with Enter, at once with Ctrl+Enter, never by repeat or composition", async () => {
    const element = await show(openComposer({ draft: draft("Text") }));
    const intents = intentsOf(element);
    const field = fieldOf(element);
    expect(press(field, "Enter", { repeat: true }).defaultPrevented).to.equal(true);
    expect(press(field, "Enter", { shiftKey: true }).defaultPrevented).to.equal(false);
    expect(press(field, "Enter", { isComposing: true }).defaultPrevented).to.equal(false);
    expect(intents).to.deep.equal([]);
    expect(press(field, "Enter").defaultPrevented).to.equal(true);
    press(field, "Enter", { ctrlKey: true });
    expect(intents).to.deep.equal([{ do: "send", now: false }]);
  });

  it("Ctrl+Enter sends now", async () => {
    const element = await show(openComposer({ draft: draft("Text") }));
    const intents = intentsOf(element);
    press(fieldOf(element), "Enter", { ctrlKey: true });
    expect(intents).to.deep.equal([{ do: "send", now: true }]);
  });

  it("says why nothing can be sent while the field is empty", async () => {
    const element = await show(openComposer({ draft: draft("  \n ") }));
    const intents = intentsOf(element);
    const send = root(element).querySelector<HTMLElement>(".send");
    expect(send?.getAttribute("aria-disabled")).to.equal("true");
    expect(send?.getAttribute("aria-label")).to.equal("Senden: Schreiben Sie zuerst etwas");
    send?.click();
    press(fieldOf(element), "Enter");
    expect(intents).to.deep.equal([]);
    type(element, "a");
    await element.updateComplete;
    expect(send?.getAttribute("aria-disabled")).to.equal("false");
    send?.click();
    expect(intents.at(-1)).to.deep.equal({ do: "send", now: false });
  });

  it("grows from one line to five, then scrolls", async () => {
    const element = await show(openComposer());
    const heights = [];
    for (const lines of [1, 2, 5, 9]) {
      type(element, "x\n".repeat(lines - 1) + "x");
      await element.updateComplete;
      heights.push(fieldOf(element).offsetHeight);
    }
    expect(heights).to.deep.equal([36, 56, 116, 116]);
  });

  it("stays usable while the host is asked, and does not move", async () => {
    const element = await show(openComposer({ draft: draft("Text") }));
    const height = element.offsetHeight;
    element.view = openComposer({ draft: draft("Text"), asking: true });
    await element.updateComplete;
    expect(element.offsetHeight).to.equal(height);
    expect(fieldOf(element).disabled).to.equal(false);
    expect(fieldOf(element).readOnly).to.equal(false);
    expect(root(element).querySelector(".send")?.getAttribute("aria-label")).to.equal("Akte wird geprüft");
  });

  it("shows the message it answers and lets go of it with Escape, which does nothing more", async () => {
    const replyTo = { state: "loaded", key: asRowKey("q"), sender: adaeze, text: "EF 48 %", edited: false } as const;
    const element = await show(openComposer({ draft: { ...draft("x"), replyTo, replyEventId: asEventId("$1") } }));
    const intents = intentsOf(element);
    let escaped = 0;
    box.addEventListener("keydown", () => (escaped += 1));
    expect(said(element)).to.contain("Nwosu, Adaeze").and.contain("EF 48 %");
    press(fieldOf(element), "Escape");
    expect(intents).to.deep.equal([{ do: "replyTo", key: null }]);
    expect(escaped).to.equal(0);
  });

  it("offers pasted files, but takes text where there is text", async () => {
    const element = await show(openComposer());
    const intents = intentsOf(element);
    const paste = (withText: boolean): Event => {
      const event = new Event("paste", { bubbles: true, cancelable: true });
      const files = [new File(["x"], "bild.png", { type: "image/png" })];
      // Firefox does not let a page fill the clipboard of a made event.
      Object.defineProperty(event, "clipboardData", {
        value: { files, types: withText ? ["text/plain", "Files"] : ["Files"] },
      });
      fieldOf(element).dispatchEvent(event);
      return event;
    };
    expect(paste(true).defaultPrevented).to.equal(false);
    expect(intents).to.deep.equal([]);
    expect(paste(false).defaultPrevented).to.equal(true);
    const offered = intents[0];
    expect(offered?.do === "offerFiles" && offered.files.map((one) => one.name)).to.deep.equal(["bild.png"]);
  });

  it("[T13] never disappears without a reason: each closed state has a title, a sentence and at most one way on", async () => {
    const ways: Record<ClosedReason, string | null> = {
      loading: null,
      candidate: null,
      conflict: "readAgain",
      stale: "readAgain",
      "other-record": "goToOpenRecord",
      "no-record-link": "linkConversation",
      left: null,
      "not-encrypted": null,
      "second-view": "continueHere",
      starting: null,
    };
    for (const reason of Object.keys(ways) as ClosedReason[]) {
      const element = await show({ state: "closed", reason, draftKept: true, otherRecord: erika });
      const intents = intentsOf(element);
      expect(root(element).querySelector("textarea"), reason).to.equal(null);
      expect(root(element).querySelector("b")?.textContent, reason).not.to.equal("");
      expect(said(element), reason).to.contain("Ihr Entwurf ist gesichert.");
      const links = [...root(element).querySelectorAll<HTMLElement>("button")];
      links.forEach((link) => {
        link.click();
      });
      expect(
        intents.map((intent) => intent.do),
        reason,
      ).to.deep.equal(ways[reason] === null ? [] : [ways[reason]]);
      box.remove();
    }
  });

  it("[T14] shows a draft of another record with its patient, and sends nothing of it", async () => {
    const element = await show(elsewhere, 320);
    const intents = intentsOf(element);
    expect(said(element)).to.contain("Ihr Entwurf gehört zu einer anderen Akte");
    expect(said(element)).to.contain("Bergmann, Erika").and.contain("12.08.1964").and.contain("20418");
    expect(said(element)).to.contain("„Bitte den Kontrolltermin gleich mit einplanen“");
    expect(root(element).querySelector("textarea")).to.equal(null);
    const buttons = [...root(element).querySelectorAll<HTMLElement>("button")];
    expect(buttons.map((one) => one.textContent.trim())).to.deep.equal([
      "Für Huber, Josef neu schreiben",
      "Zum Entwurf",
      "Entwurf verwerfen",
    ]);
    buttons.forEach((one) => {
      one.click();
    });
    expect(intents.map((intent) => intent.do)).to.deep.equal(["rewriteHere", "goToDraft", "discardDraft"]);
    expect(element.scrollWidth).to.be.at.most(320);
  });
});

describe("konsil-conversation", () => {
  afterEach(() => {
    box.remove();
  });

  async function open(fields: Parameters<typeof conversationView>[1] = {}) {
    box = stage(400, 600);
    const element = document.createElement("konsil-conversation");
    element.clock = () => NOW;
    element.view = conversationView([message(), own({ at: "held", notBefore: NOW + 4000 })], fields);
    box.append(element);
    await element.updateComplete;
    return element;
  }

  it("is accessible, with bar, list and form", async () => {
    const element = await open();
    await expect(element).to.be.accessible();
    expect(said(element)).to.contain("Kardiologie Ambulanz").and.contain("Klinikum Nord, 4 Personen");
    const intents = intentsOf(element);
    root(element).querySelector<HTMLElement>("header button")?.click();
    expect(intents).to.deep.equal([{ do: "back" }]);
  });

  it("[E1] says with a line when a conversation is not encrypted, in the place of the lock", async () => {
    const element = await open({ conversation: conversation({ encryption: "no" }) });
    expect(said(element)).to.contain("Nicht verschlüsselt. Hier kann nichts gesendet werden.");
    expect(root(element).querySelector(".where")).to.equal(null);
  });

  it("[M3] takes back with Ctrl+Z only from an empty field", async () => {
    const element = await open();
    const intents = intentsOf(element);
    const composer = root(element).querySelector("konsil-composer");
    if (composer === null) throw new Error("no composer");
    await composer.updateComplete;
    type(composer, "halb");
    press(fieldOf(composer), "z", { ctrlKey: true });
    expect(intents.filter((intent) => intent.do === "takeBack")).to.have.length(0);
    type(composer, "");
    press(fieldOf(composer), "z", { ctrlKey: true });
    expect(intents.at(-1)).to.deep.equal({ do: "takeBack", key: element.view?.rows[1]?.key });
  });
});
