import { expect } from "@open-wc/testing";
import { asRowKey, type DialogView } from "@konsil/protocol";
import { confirmFiles, dropRefused } from "../fixtures/conversation.ts";
import { erika, foreign } from "../fixtures/conversation-people.ts";
import { intentsOf, stage } from "../fixtures/conversation-stage.ts";
import type { KonsilDialogs } from "./dialogs.ts";
import "./dialogs.ts";
import "./drop-zone.ts";

const confirmLink: DialogView = {
  kind: "confirm-link",
  claimed: foreign,
  own: erika,
  by: "Klinikum Nord",
  busy: false,
};

let box: HTMLElement;

async function open(view: DialogView): Promise<{ host: KonsilDialogs; root: ShadowRoot; modal: Element }> {
  box = stage(400, 640);
  const before = document.createElement("button");
  before.textContent = "vorher";
  box.append(before);
  before.focus();
  const host = document.createElement("konsil-dialogs");
  box.append(host);
  host.view = view;
  await host.updateComplete;
  const modal = host.shadowRoot?.firstElementChild;
  if (!(modal instanceof HTMLElement) || modal.shadowRoot === null) throw new Error("no dialog");
  await host.updateComplete;
  await new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
  return { host, root: modal.shadowRoot, modal };
}

const said = (root: ShadowRoot) => root.textContent.replaceAll(/\s+/gu, " ").trim();
const buttonOf = (root: ShadowRoot, name: string) =>
  [...root.querySelectorAll("button")].find((one) => one.textContent.trim() === name);

describe("dialogs", () => {
  afterEach(() => {
    box.remove();
  });

  it("are accessible, modal, named by their heading, with the first focus on it", async () => {
    const views: DialogView[] = [
      confirmFiles,
      { ...confirmFiles, about: null, busy: true },
      dropRefused,
      { kind: "drop-refused", reason: "login-page", from: null, open: null },
      { kind: "confirm-discard", key: asRowKey("row-1") },
      confirmLink,
    ];
    for (const view of views) {
      const { root, modal } = await open(view);
      await expect(modal).to.be.accessible();
      expect(root.querySelector("dialog")?.matches(":modal")).to.equal(true);
      expect(root.activeElement?.id).to.equal("heading");
      box.remove();
    }
  });

  it("[T15] nothing is confirmed by a stray Enter or by Escape; the focus goes back", async () => {
    const { host, root } = await open(confirmFiles);
    const intents = intentsOf(host);
    root.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
    root.querySelector("textarea")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    expect(intents).to.deep.equal([]);
    root.querySelector("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));
    expect(intents).to.deep.equal([{ do: "closeDialog" }]);
    expect(root.querySelector("dialog")?.open).to.equal(true);
    host.view = null;
    await host.updateComplete;
    expect(document.activeElement?.textContent).to.equal("vorher");
  });

  it("[C3] confirmation names patient, recipient, organisation, readers and every file whole", async () => {
    const long = `${"Echo-Befund_".repeat(20)}2026-11-24.pdf`;
    const { host, root } = await open({
      ...confirmFiles,
      files: [...confirmFiles.files, { name: long, mimeType: "application/pdf", sizeBytes: 318_000 }],
    });
    const intents = intentsOf(host);
    expect(said(root)).to.contain("2 Dateien senden?");
    expect(said(root)).to.contain("Bergmann, Erika").and.contain("12.08.1964").and.contain("20418");
    expect(said(root)).to.contain("Kardiologie Ambulanz Klinikum Nord. 4 Personen lesen mit.");
    expect(said(root)).to.contain(long).and.contain("318\u00a0KB".replace("\u00a0", " "));
    expect(said(root)).to.contain("Geprüft: Beim Ziehen und beim Ablegen war dieselbe Akte offen.");
    expect(said(root)).to.contain("Achtung: Inhalt nicht geprüft.");
    const dialog = root.querySelector("dialog");
    expect((dialog?.scrollWidth ?? 0) - (dialog?.clientWidth ?? 0)).to.equal(0);
    buttonOf(root, "Für Bergmann, Erika senden")?.click();
    buttonOf(root, "Abbrechen")?.click();
    expect(intents).to.deep.equal([{ do: "confirmFiles" }, { do: "closeDialog" }]);
  });

  it("says that there is no patient where there is none, and sends only once", async () => {
    const { host, root } = await open({ ...confirmFiles, about: null });
    expect(said(root)).to.contain("Ohne Patient");
    expect(buttonOf(root, "Ohne Patient senden")).not.to.equal(undefined);
    box.remove();
    const busy = await open({ ...confirmFiles, busy: true });
    const intents = intentsOf(busy.host);
    buttonOf(busy.root, "Wird gesichert")?.click();
    expect(intents).to.deep.equal([]);
    expect(host.isConnected).to.equal(false);
  });

  it("hands on the message written with a file", async () => {
    const { host, root } = await open(confirmFiles);
    const intents = intentsOf(host);
    const field = root.querySelector("textarea");
    if (field === null) throw new Error("no field");
    field.value = "> 5 mg\n";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    expect(intents).to.deep.equal([{ do: "setCaption", text: "> 5 mg\n" }]);
  });

  it("[P3] a refused drop names both patients", async () => {
    const { root } = await open(dropRefused);
    expect(said(root)).to.contain("Falsche Akte");
    expect(said(root)).to.contain("Die Datei stammt aus der Akte Bergmann, Frauke. Offen ist Bergmann, Erika.");
    expect(said(root)).to.contain("20481").and.contain("20418");
  });

  it("discards only after a yes", async () => {
    const { host, root } = await open({ kind: "confirm-discard", key: asRowKey("row-1") });
    const intents = intentsOf(host);
    buttonOf(root, "Behalten")?.click();
    buttonOf(root, "Verwerfen")?.click();
    expect(intents).to.deep.equal([{ do: "closeDialog" }, { do: "discard", key: "row-1" }]);
  });

  it("the drop zone names patient and recipient, or says why nothing can be dropped", async () => {
    box = stage(320, 600);
    box.style.position = "relative";
    const zone = document.createElement("konsil-drop-zone");
    Object.assign(zone, { about: erika, to: "Kardiologie Ambulanz", organisation: "Klinikum Nord" });
    box.append(zone);
    await zone.updateComplete;
    await expect(zone).to.be.accessible();
    expect(zone.shadowRoot?.textContent).to.contain("Hier ablegen").and.contain("Kardiologie Ambulanz, Klinikum Nord");
    zone.state = "refused";
    await zone.updateComplete;
    expect(zone.shadowRoot?.textContent).to.contain("Hier kann nichts abgelegt werden");
    await expect(zone).to.be.accessible();
  });

  it("[T17] [P1] [P6] both plates stand below each other; yes and no weigh the same, and the yes names whom it means", async () => {
    const { host, root } = await open(confirmLink);
    expect(said(root)).to.contain("Klinikum Nord gibt an").and.contain("Ihre offene Akte");
    expect([...root.querySelectorAll(".plate")].map((plate) => plate.className)).to.deep.equal([
      "plate candidate",
      "plate confirmed",
    ]);
    const [yes, no] = [...root.querySelectorAll("button")];
    expect(yes?.textContent.trim()).to.equal("Ja, verknüpfen: Bergmann, Erika, 12.08.1964");
    expect(yes?.className).to.equal(no?.className);
    const intents = intentsOf(host);
    yes?.click();
    no?.click();
    expect(intents).to.deep.equal([{ do: "linkConversation" }, { do: "closeDialog" }]);
  });
});
