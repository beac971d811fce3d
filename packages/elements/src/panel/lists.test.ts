import { expect } from "@open-wc/testing";
import { asUserId, type PanelView } from "@konsil/protocol";
import { conversation } from "../fixtures/conversation.ts";
import { adaeze } from "../fixtures/conversation-people.ts";
import { intentsOf } from "../fixtures/conversation-stage.ts";
import { button, find, findAll, openPanel, settled, textOf, type } from "../fixtures/panel-stage.ts";
import { panelStates } from "../fixtures/panel-states.ts";
import { allConversations, contexts, hits, invitations, panelView } from "../fixtures/panel.ts";
import type { KonsilPanel } from "./panel.ts";
import "./panel.ts";

let panel: KonsilPanel | undefined;

async function open(fields: Partial<PanelView> = {}): Promise<KonsilPanel> {
  panel?.remove();
  panel = await openPanel(panelView(fields));
  return panel;
}
const rows = (shown: KonsilPanel) => findAll(find(shown, "konsil-lists"), "button.row").map(textOf);
const all = { at: "all" } as const;

describe("lists of the panel", () => {
  afterEach(() => {
    panel?.remove();
    panel = undefined;
  });

  it("are accessible", async () => {
    for (const name of [
      "record-list",
      "record-empty",
      "all-list",
      "invitations-two",
      "invitations-many",
      "find-people",
    ]) {
      panel?.remove();
      panel = await openPanel(panelStates[name]?.() ?? panelView());
      await expect(panel, name).to.be.accessible();
    }
  });

  it("[C3] names the other side with its organisation in each row, and what is new", async () => {
    const [first, second, , failed] = rows(await open());
    expect(first).to.contain("Kardiologie Ambulanz Klinikum Nord").and.to.contain("2 neu");
    expect(second).to.contain("Linden-Apotheke Apotheke, Köln").and.not.to.contain("neu ");
    expect(failed).to.contain("Nicht gesendet.");
  });

  it("[U5] names the patient of each conversation in the list of all, and whose word it is", async () => {
    const texts = rows(await open({ screen: all }));
    expect(texts).to.have.length(allConversations.length);
    expect(texts[0]).to.contain("Über Bergmann, Erika, geb. 12.08.1964");
    expect(texts[4]).to.contain("Über Huber, Josef, geb. 30.01.1958 · Angabe von Klinikum Nord").and.to.contain("≥ 40");
    expect(texts[5]).to.contain("Ohne Patient").and.to.contain("Entwurf");
    expect(texts[6]).to.contain("Sie haben die Unterhaltung verlassen.");
    expect(rows(await open()).join(" ")).not.to.contain("Bergmann");
  });

  it("opens a conversation, all of them, and goes back to the record", async () => {
    const shown = await open();
    const intents = intentsOf(shown);
    find(shown, "button.row").click();
    button(shown, "Alle Unterhaltungen, 2 neu").click();
    expect(intents).to.deep.equal([
      { do: "show", screen: { at: "conversation", roomId: conversation().roomId } },
      { do: "show", screen: { at: "all" } },
    ]);
    const list = await open({ screen: all });
    const later = intentsOf(list);
    button(list, "Zurück zur Akte").click();
    expect(later).to.deep.equal([{ do: "show", screen: { at: "record" } }]);
    const none = await open({ screen: all, context: contexts.none() });
    expect(() => button(none, "Zurück zur Akte")).to.throw();
  });

  it("says what an empty list means, and that an unknown one is not empty", async () => {
    expect(textOf(await open({ recordConversations: [] }))).to.contain("Noch keine Unterhaltung zu dieser Akte");
    const unknown = textOf(await open({ roomsKnown: false, recordConversations: [] }));
    expect(unknown).to.contain("Unterhaltungen werden geladen").and.not.to.contain("Noch keine");
  });

  it("[U13] shows up to five invitations singly, with person, organisation and server, and no name of a room", async () => {
    const shown = await open({ screen: all, invitations: invitations(5) });
    const items = findAll(shown, "konsil-invitations").flatMap((one) => findAll(one, "li"));
    expect(items).to.have.length(5);
    expect(textOf(items[0] ?? shown)).to.contain(
      "Einladung von Nwosu, Adaeze Klinikum Nord · Server klinikum-nord.example",
    );
    const intents = intentsOf(shown);
    button(shown, "Annehmen: Nwosu, Adaeze").click();
    expect(intents).to.deep.equal([{ do: "acceptInvitations", roomIds: [invitations(1)[0]?.roomId] }]);
  });

  it("[U13] makes more than five one row, that opens and answers all at once", async () => {
    const shown = await open({ screen: all, invitations: invitations(50) });
    const items = () => findAll(shown, "konsil-invitations").flatMap((one) => findAll(one, "li"));
    expect(items().map((one) => textOf(one).slice(0, 15))).to.deep.equal(["50 Einladungen "]);
    button(shown, "Anzeigen").click();
    await settled(shown);
    expect(items()).to.have.length(51);
    const intents = intentsOf(shown);
    button(shown, "Alle ablehnen").click();
    expect(intents).to.deep.equal([{ do: "declineInvitations", roomIds: invitations(50).map((one) => one.roomId) }]);
  });

  it("searches people, marks the match, and begins a conversation with those chosen", async () => {
    const search = { ...panelView().search, term: "Hohenst", hits };
    const shown = await open({ screen: { at: "new" }, search });
    const intents = intentsOf(shown);
    type(shown, "#term", "Hohenste");
    expect(findAll(shown, "mark").map(textOf)).to.deep.equal(Array(4).fill("Hohenst"));
    expect(findAll(shown, ".tag").map(textOf)).to.deep.equal(["Person", "Funktionskonto", "Chatbot", "Person"]);
    expect(findAll(shown, ".own").map(textOf)).to.deep.equal(["Ihre Praxis"]);
    const [first] = findAll(shown, "button.row");
    first?.click();
    await settled(shown);
    expect(first?.getAttribute("aria-pressed")).to.equal("true");
    expect(textOf(find(shown, ".foot"))).to.contain("Nicht für Notfälle.");
    button(shown, "Unterhaltung beginnen").click();
    expect(intents).to.deep.equal([
      { do: "searchPeople", term: "Hohenste" },
      { do: "startConversation", people: [hits[0]?.userId] },
    ]);
  });

  it("[C3] shows both servers of people who look alike", async () => {
    const twins = ["klinikum-nord.example", "fremd.example"].map((server) => {
      const userId = asUserId(`@adaeze:${server}`);
      return { userId, person: { ...adaeze, userId, server, lookAlike: true } };
    });
    const shown = await open({ screen: { at: "new" }, search: { ...panelView().search, term: "Nw", hits: twins } });
    expect(findAll(shown, "button.row").map(textOf).join(" "))
      .to.contain("Server klinikum-nord.example")
      .and.to.contain("Server fremd.example");
  });

  it("[U16] begins nothing while it is not certain who is open", async () => {
    for (const name of ["candidate", "stale"] as const) {
      const search = { ...panelView().search, term: "Hohenst", hits };
      const shown = await open({ context: contexts[name](), screen: { at: "new" }, search });
      const intents = intentsOf(shown);
      find(shown, "button.row").click();
      await settled(shown);
      expect(textOf(shown)).to.contain("Erst die Akte klären").and.not.to.contain("über Bergmann");
      button(shown, "Unterhaltung beginnen").click();
      expect(intents).to.deep.equal([]);
    }
  });
});
