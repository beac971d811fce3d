import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { asRoomId, type BannerView, type PanelView } from "@konsil/protocol";
import { conversation, conversationView } from "../fixtures/conversation.ts";
import { frauke } from "../fixtures/conversation-people.ts";
import { at, message, own, text } from "../fixtures/conversation-rows.ts";
import { intentsOf } from "../fixtures/conversation-stage.ts";
import { button, find, findAll, focused, openPanel, settled, textOf } from "../fixtures/panel-stage.ts";
import { confirmed, contexts, panelView } from "../fixtures/panel.ts";
import type { KonsilPanel } from "./panel.ts";
import "./panel.ts";

let panel: KonsilPanel | undefined;

async function open(fields: Partial<PanelView> = {}): Promise<KonsilPanel> {
  panel?.remove();
  panel = await openPanel(panelView(fields));
  return panel;
}
async function change(fields: Partial<PanelView>): Promise<void> {
  if (!panel) throw new Error("no panel");
  panel.view = panelView(fields);
  await settled(panel);
}
const voice = (kind: "alert" | "polite"): string => {
  const announcer = find(panel ?? document.body, "konsil-announcer");
  const part = announcer.shadowRoot?.querySelector(kind === "alert" ? '[role="alert"]' : '[aria-live="polite"]');
  return part?.textContent.trim() ?? "";
};
const talk = { at: "conversation", roomId: conversation().roomId } as const;

describe("banner, toast, announcer and account", () => {
  afterEach(() => {
    panel?.remove();
    panel = undefined;
  });

  it("are accessible", async () => {
    const banners: BannerView[] = [
      { kind: "offline", since: at(10, 52), waiting: 1 },
      { kind: "error", code: "disk-full", detail: {} },
      { kind: "restoring", doneKeys: 1, totalKeys: 2 },
      { kind: "not-invited", names: ["Petrov, Lena"] },
    ];
    for (const banner of banners) {
      const shown = await open({ banner, toast: { id: 1, said: "saved" } });
      await expect(shown).to.be.accessible();
    }
  });

  it("says what happened, what is kept and what to do", async () => {
    const shown = await open({ banner: { kind: "offline", since: at(10, 52), waiting: 1 } });
    expect(textOf(find(shown, ".banner"))).to.equal(
      "Keine Verbindung seit 10:52 Schreiben Sie weiter. 1 Nachricht wartet hier. Prüfen",
    );
    const intents = intentsOf(shown);
    button(shown, "Prüfen").click();
    expect(intents).to.deep.equal([{ do: "retryConnection" }]);
    await change({ banner: { kind: "rate-limited", retryAt: Date.now() + 11_900 } });
    expect(textOf(find(shown, ".banner"))).to.equal("Der Server bremst Nächster Versuch in 12 s.");
    await change({ banner: { kind: "error", code: "wrong-patient", detail: {} } });
    expect(textOf(find(shown, ".banner.stop"))).to.contain("Es wurde nichts gesendet, Ihr Text bleibt.");
  });

  it("names who could not be invited, until it is closed", async () => {
    const shown = await open({ banner: { kind: "not-invited", names: ["Petrov, Lena", "Nwosu, Adaeze"] } });
    expect(textOf(find(shown, ".banner"))).to.contain("Nicht eingeladen: Petrov, Lena; Nwosu, Adaeze");
    const intents = intentsOf(shown);
    button(shown, "Meldung schließen").click();
    expect(intents).to.deep.equal([{ do: "closeToast" }]);
  });

  it("[U9] announces a change of patient once, at once, in one sentence", async () => {
    await open();
    expect(voice("alert")).to.equal("Akte gewechselt: Bergmann, Erika, geboren 12.08.1964, bestätigt.");
    await change({ context: contexts.loading() });
    await change({ context: confirmed(frauke) });
    expect(voice("alert")).to.equal("Akte gewechselt: Bergmann, Frauke, geboren 03.05.1971, bestätigt.");
    await change({ context: contexts.conflict() });
    expect(voice("alert")).to.contain("Widerspruch");
    await change({ context: contexts.none() });
    expect(voice("alert")).to.equal("Keine Akte geöffnet.");
  });

  it("[U9] says nothing at the start without a record, nor before the sign-in", async () => {
    await open({ context: contexts.none() });
    expect(voice("alert")).to.equal("");
    await open({ session: { state: "starting" } });
    expect(voice("alert")).to.equal("");
  });

  it("[U9] keeps ages and seconds out of what is read aloud", async () => {
    const shown = await open({ context: contexts.stale() });
    const counting = findAll(shown, "konsil-strip [role=status] [aria-live=off], [role=status] [aria-live=off]");
    expect(counting.map(textOf)).to.deep.equal(["seit 48 s ohne Meldung"]);
    await change({ banner: { kind: "rate-limited", retryAt: Date.now() + 5000 } });
    expect(findAll(shown, ".banner [aria-live=off]").map(textOf)).to.deep.equal(["Nächster Versuch in 5 s."]);
  });

  it("[U9] says a new message, a hold and a failure when it is quiet, never own words", async () => {
    const first = message({ body: text("Guten Morgen.") });
    await open({ screen: talk, conversation: conversationView([first]) });
    expect(voice("polite")).to.equal("");
    const second = message({ body: text("EF 48 %") });
    await change({ screen: talk, conversation: conversationView([first, second]) });
    expect(voice("polite")).to.equal("Neue Nachricht von Nwosu, Adaeze.");
    const held = own({ at: "held", notBefore: Date.now() + 4900 });
    await change({ screen: talk, conversation: conversationView([first, second, held]) });
    expect(voice("polite")).to.equal("Wird in 5 Sekunden gesendet. Zurückholen mit Strg+Z.");
    const notSent = { waiting: 0, failed: 1, asking: 0 };
    const failed = [conversation({ notSent }), conversation({ roomId: asRoomId("!other:x.example"), notSent })];
    await change({ allConversations: failed });
    expect(voice("polite")).to.equal("Eine Nachricht wurde nicht gesendet.");
  });

  it("[U14] closes a toast by itself, but not under the focus", async () => {
    const real = globalThis.setTimeout;
    const waits: { after: number; run: () => void }[] = [];
    Object.assign(globalThis, {
      setTimeout: (run: () => void, after: number) => {
        if (after !== 8000) return real(run, after);
        waits.push({ after, run });
        return 0;
      },
    });
    try {
      const shown = await open({ toast: { id: 1, said: "taken-back" } });
      expect(textOf(find(shown, ".toast"))).to.equal("Nachricht zurückgeholt.");
      const intents = intentsOf(shown);
      expect(waits).to.have.length(1);
      // The same toast in a new view waits on, a new one begins anew.
      await change({ toast: { id: 1, said: "taken-back" } });
      expect(waits).to.have.length(1);
      await change({ toast: { id: 2, said: "saved" } });
      expect(waits).to.have.length(2);
      const close = button(shown, "Schließen");
      close.focus();
      expect(focused()).to.equal(close);
      await change({ toast: { id: 2, said: "saved" } });
      expect(waits).to.have.length(2);
      close.blur();
      expect(waits).to.have.length(3);
      waits[2]?.run();
      expect(intents).to.deep.equal([{ do: "closeToast" }]);
    } finally {
      Object.assign(globalThis, { setTimeout: real });
    }
  });

  it("[U15] signs out after two presses, says what is kept, and lets go with Escape", async () => {
    const waiting = conversation({ notSent: { waiting: 2, failed: 0, asking: 0 } });
    const shown = await open({ allConversations: [waiting] });
    const intents = intentsOf(shown);
    const [me, menu] = [find(shown, ".me"), find(shown, ".menu")];
    const isOpen = () => menu.matches(":popover-open");
    expect(isOpen()).to.equal(false);
    me.focus();
    await sendKeys({ press: "Enter" });
    expect(isOpen()).to.equal(true);
    expect(textOf(menu))
      .to.contain("Brandt, Katrin")
      .and.to.contain("Praxis Sonnenallee")
      .and.to.contain("2 Nachrichten sind noch nicht gesendet.")
      .and.to.contain("bleiben verschlüsselt auf diesem Rechner");
    expect(intents).to.deep.equal([]);
    await sendKeys({ press: "Escape" });
    expect(isOpen()).to.equal(false);
    expect(focused()).to.equal(me);
    me.click();
    button(shown, "Abmelden").click();
    expect(intents).to.deep.equal([{ do: "signOut" }]);
  });
});
