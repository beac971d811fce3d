import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import { conversation, conversationView, openComposer } from "../fixtures/conversation.ts";
import { erika, josef } from "../fixtures/conversation-people.ts";
import { message, text } from "../fixtures/conversation-rows.ts";
import { intentsOf } from "../fixtures/conversation-stage.ts";
import { button, find, findAll, focused, openPanel, settled, textOf } from "../fixtures/panel-stage.ts";
import { panelStates } from "../fixtures/panel-states.ts";
import { confirmed, contexts, panelView, reading } from "../fixtures/panel.ts";
import type { KonsilPanel } from "./panel.ts";
import "./panel.ts";

let panel: KonsilPanel | undefined;
const refused: string[] = [];

async function open(...args: Parameters<typeof openPanel>): Promise<KonsilPanel> {
  panel?.remove();
  panel = await openPanel(...args);
  return panel;
}
function isBeyond(element: Element, widthPx: number): boolean {
  const { left, right, width } = element.getBoundingClientRect();
  return width > 1 && (right > widthPx + 1 || left < -1);
}
const state = (name: string) => {
  const make = panelStates[name];
  if (!make) throw new Error(name);
  return make();
};
const talk = { at: "conversation", roomId: conversation().roomId } as const;
const about = (patient: typeof erika) =>
  conversationView([message({ body: text("Danke.") })], {
    conversation: conversation({ binding: { key: reading(patient).key, patient, origin: "own" } }),
    composer: openComposer({ about: patient }),
  });

describe("konsil-panel", () => {
  before(() => {
    // The part of the frame page's policy that elements could offend.
    const policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = "style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";
    document.head.append(policy);
    document.addEventListener("securitypolicyviolation", (event) => {
      refused.push(`${event.effectiveDirective} ${event.sample}`);
    });
  });
  beforeEach(() => setViewport({ width: 400, height: 720 }));
  afterEach(() => {
    panel?.remove();
    panel = undefined;
    document.documentElement.style.fontSize = "";
  });

  for (const theme of ["light", "dark", "contrast"]) {
    it(`[U1] is accessible in every state, ${theme}`, async () => {
      for (const [name, make] of Object.entries(panelStates)) {
        const shown = await open(make(), theme);
        // The virtual list of a conversation has its own tests; axe measures colours here.
        await expect(shown, name).to.be.accessible();
      }
    }).timeout(120_000);
  }

  for (const [widthPx, textSize] of [
    [320, "100%"],
    [400, "200%"],
  ] as const) {
    it(`[U1] loses nothing sideways at ${String(widthPx)} px with text at ${textSize}, in any state`, async () => {
      await setViewport({ width: widthPx, height: 640 });
      document.documentElement.style.fontSize = textSize;
      for (const [name, make] of Object.entries(panelStates)) {
        const shown = await open(make());
        // What is cut on purpose (previews of a list) lies inside a box that cuts it; nothing else may reach further out.
        const wide = findAll(shown, "*").filter(
          (one) => !one.closest(".preview, .where, .unseen, .one") && isBeyond(one, widthPx),
        );
        expect(
          wide.map((one) => `${one.localName}.${one.className}`),
          name,
        ).to.deep.equal([]);
      }
    }).timeout(60_000);
  }

  it("[U2] the policy of the frame page refuses nothing that it draws", async () => {
    for (const make of Object.values(panelStates)) await open(make());
    expect(refused).to.deep.equal([]);
    // The policy is at work: what elements must not do is refused and told.
    const told = new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", resolve, { once: true });
    });
    document.body.setAttribute("style", "color: red");
    await told;
    document.body.removeAttribute("style");
  });

  it("[U6] names no patient before there is a session, in set-up and when it cannot start", async () => {
    for (const name of Object.keys(panelStates).filter((one) =>
      /^(?:sign|other-user|recovery|blocked|starting)/u.test(one),
    )) {
      const shown = await open(state(name));
      expect(textOf(shown), name).not.to.match(/Bergmann|20418|1964/u);
      expect(findAll(shown, "konsil-plate, konsil-strip, .rail"), name).to.have.length(0);
    }
  });

  it("[U4] draws a rail for each state, down to the composer where the page is about the patient", async () => {
    const rails: Record<string, string> = {
      "plate-none": "none",
      "plate-loading": "loading",
      "plate-candidate": "candidate",
      "plate-confirmed": "confirmed",
      "plate-conflict": "conflict",
      "plate-stale": "stale",
      "plate-from-conversation": "fromConversation",
      "plate-other-record": "closed",
    };
    for (const [name, rail] of Object.entries(rails)) {
      const bound = find(await open(state(name)), ".bound");
      expect(bound.dataset["rail"], name).to.equal(rail);
    }
    const reach = async (name: string) => find(await open(state(name)), ".bound").dataset["reach"];
    expect(await reach("conversation")).to.equal("page");
    expect(await reach("plate-other-record")).to.equal("page");
    expect(await reach("record-list")).to.equal("page");
    expect(await reach("all-list")).to.equal("plate");
    expect(await reach("without-patient")).to.equal("plate");
  });

  it("[U4] covers the rail beside a page that is not about the patient", async () => {
    const shown = await open(state("all-list"));
    const slot = find(shown, ".slot").getBoundingClientRect();
    expect(slot.left).to.equal(0);
    const atEdge = shown.shadowRoot?.elementFromPoint(2, slot.top + 20);
    expect(atEdge?.classList.contains("rail")).to.equal(false);
    const bound = await open(state("record-list"));
    expect(find(bound, ".slot").getBoundingClientRect().left).to.equal(6);
  });

  it("[U5] the page of a record lists only its own conversations, and names nobody else", async () => {
    for (const name of ["record-list", "plate-candidate", "plate-stale"]) {
      expect(textOf(await open(state(name))), name).not.to.contain("Huber");
    }
    const unsure = panelView({ context: contexts.candidate(), recordConversations: [] });
    const shown = await open(unsure);
    expect(textOf(shown)).to.contain("Erst die Akte bestätigen").and.not.to.contain("Huber");
  });

  it("[U7] a change of patient takes the caret out of the composer and to the plate", async () => {
    const shown = await open(panelView({ screen: talk, conversation: about(erika) }));
    find(shown, "textarea").focus();
    expect(focused()?.localName).to.equal("textarea");
    shown.view = panelView({ context: confirmed(josef), screen: talk, conversation: about(josef) });
    await settled(shown);
    expect(focused()?.id).to.equal("plate");
  });

  it("[U7] news about the same patient leaves the caret where it is", async () => {
    const shown = await open(panelView({ screen: talk, conversation: about(erika) }));
    find(shown, "textarea").focus();
    shown.view = panelView({ screen: talk, conversation: about(erika), unreadTotal: 3 });
    await settled(shown);
    expect(focused()?.localName).to.equal("textarea");
  });

  it("[U8] F6 goes through the regions in order and comes round, Shift+F6 goes back", async () => {
    const shown = await open(
      panelView({ screen: talk, conversation: about(erika), banner: { kind: "server-down", since: 0 } }),
    );
    const press = (shiftKey = false) => {
      const from = focused() ?? shown;
      const target = from === document.body ? find(shown, ".panel") : from;
      target.dispatchEvent(new KeyboardEvent("keydown", { key: "F6", shiftKey, bubbles: true, composed: true }));
    };
    const where = () => {
      const active = focused();
      const root = active?.getRootNode();
      return active?.id === "plate" ? "plate" : root instanceof ShadowRoot ? root.host.localName : "";
    };
    const seen: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      press();
      seen.push(where());
    }
    expect(seen).to.deep.equal([
      "konsil-bar",
      "plate",
      "konsil-banner",
      "konsil-conversation",
      "konsil-timeline",
      "konsil-composer",
      "konsil-bar",
    ]);
    press(true);
    expect(where()).to.equal("konsil-composer");
  });

  it("says why it cannot start, with a way on where there is one", async () => {
    const shown = await open(state("blocked-reload"));
    const intents = intentsOf(shown);
    button(shown, "Seite neu laden").click();
    expect(intents).to.deep.equal([{ do: "reload" }]);
    const blocked = await open(state("blocked-storage"));
    expect(textOf(blocked)).to.contain("Der Browser sperrt den Speicher");
    expect(findAll(blocked, ".page button")).to.have.length(0);
  });

  it("never says that a draft is kept when none was written", async () => {
    expect(textOf(await open(state("plate-loading")))).not.to.contain("Entwurf");
    const composer = { state: "closed", reason: "loading", draftKept: true, otherRecord: null } as const;
    const kept = panelView({ context: contexts.loading(), screen: talk, conversation: { ...about(erika), composer } });
    expect(textOf(await open(kept))).to.contain("Ihr Entwurf ist gesichert.");
  });
});
