import { expect } from "@open-wc/testing";
import type { ErrorCode, PanelView, SessionView } from "@konsil/protocol";
import { intentsOf } from "../fixtures/conversation-stage.ts";
import { button, find, findAll, focused, openPanel, settled, textOf, type } from "../fixtures/panel-stage.ts";
import { account, panelView, recoveryKey } from "../fixtures/panel.ts";
import type { KonsilPanel } from "./panel.ts";
import "./panel.ts";

let panel: KonsilPanel | undefined;

async function open(session: SessionView, form: Partial<PanelView["form"]> = {}): Promise<KonsilPanel> {
  panel?.remove();
  panel = await openPanel(view(session, form));
  return panel;
}
const view = (session: SessionView, form: Partial<PanelView["form"]> = {}): PanelView =>
  panelView({ session, form: { ...panelView().form, ...form } });
const error = (code: ErrorCode) => ({ code, detail: {} });
const signedOut = { state: "signed-out", reason: "never", notSent: 0, serverName: "sonnenallee.example" } as const;
const setUp = { state: "needs-recovery-setup", account } as const;
const enter = { state: "needs-recovery-key", account } as const;
const valueOf = (root: Element, selector: string) => {
  const field = find(root, selector);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "";
};

describe("sign-in and recovery", () => {
  afterEach(() => {
    panel?.remove();
    panel = undefined;
  });

  it("are accessible, also with errors", async () => {
    const shown: (() => Promise<KonsilPanel>)[] = [
      () => open(signedOut),
      () => open(signedOut, { error: error("bad-credentials") }),
      () => open(signedOut, { busy: true }),
      () => open({ ...signedOut, reason: "revoked", notSent: 2 }),
      () => open(setUp),
      () => open(setUp, { recoveryKey }),
      () => open(enter, { error: error("recovery-key-wrong") }),
    ];
    for (const make of shown) await expect(await make()).to.be.accessible();
  });

  it("names the practice and signs in with what was typed", async () => {
    const shown = await open(signedOut);
    expect(textOf(shown)).to.contain("Praxis Sonnenallee");
    const intents = intentsOf(shown);
    type(shown, "#user", " brandt ");
    type(shown, "#password", " ein Passwort ");
    button(shown, "Anmelden").click();
    expect(intents).to.deep.equal([{ do: "signIn", user: "brandt", password: " ein Passwort " }]);
  });

  it("[U10] asks for what is missing and puts the caret there", async () => {
    const shown = await open(signedOut);
    const intents = intentsOf(shown);
    button(shown, "Anmelden").click();
    await settled(shown);
    expect(focused()?.id).to.equal("user");
    expect(textOf(find(shown, "#userError"))).to.equal("Geben Sie Ihren Anmeldenamen ein.");
    type(shown, "#user", "brandt");
    button(shown, "Anmelden").click();
    await settled(shown);
    expect(focused()?.id).to.equal("password");
    expect(intents).to.deep.equal([]);
  });

  it("[U10] keeps what was typed when it fails, and says why below the field it is about", async () => {
    const shown = await open(signedOut);
    type(shown, "#user", "brandt");
    type(shown, "#password", "falsch");
    shown.view = view(signedOut, { error: error("bad-credentials") });
    await settled(shown);
    expect(valueOf(shown, "#user")).to.equal("brandt");
    expect(valueOf(shown, "#password")).to.equal("falsch");
    expect(find(shown, "#password").getAttribute("aria-invalid")).to.equal("true");
    expect(textOf(find(shown, "#passwordError"))).to.contain("Anmeldename oder Passwort stimmt nicht.");
    // A server that is not there is no fault of the password.
    shown.view = view(signedOut, { error: error("server-unreachable") });
    await settled(shown);
    expect(find(shown, "#password").getAttribute("aria-invalid")).to.equal("false");
    expect(textOf(find(shown, "#error"))).to.contain("antwortet nicht");
  });

  it("does not send twice while it is busy", async () => {
    const shown = await open(signedOut, { busy: true });
    const intents = intentsOf(shown);
    type(shown, "#user", "brandt");
    type(shown, "#password", "x");
    button(shown, "Wird angemeldet").click();
    expect(intents).to.deep.equal([]);
  });

  it("says why there is no session", async () => {
    const revoked = await open({ ...signedOut, reason: "revoked", notSent: 2 });
    expect(textOf(revoked)).to.contain("Sie wurden abgemeldet. 2 Nachrichten sind noch nicht gesendet.");
    const other = await open({ ...signedOut, reason: "other-user" });
    expect(textOf(other)).to.contain("Ihr Zugang im Portal ist an diesem Rechner neu.");
  });

  it("[U11] ends recovery only after two groups of the key were typed correctly", async () => {
    const shown = await open(setUp);
    const intents = intentsOf(shown);
    button(shown, "Schlüssel erzeugen").click();
    expect(intents).to.deep.equal([{ do: "setUpRecovery" }]);
    shown.view = view(setUp, { recoveryKey });
    await settled(shown);
    expect(focused()?.localName).to.equal("h1");
    const groups = findAll(shown, "ol b").map(textOf);
    expect(groups).to.deep.equal(recoveryKey.split(" "));
    expect(textOf(shown)).to.contain("Schritt 2 von 3");
    button(shown, "Weiter").click();
    await settled(shown);
    expect(textOf(shown)).not.to.contain(groups[0] ?? "");
    const asked = findAll(shown, "label").map((label) => Number(/\d+/u.exec(textOf(label))?.[0]) - 1);
    expect(asked).to.have.length(2);
    expect(asked[0]).not.to.equal(asked[1]);
    const finish = async () => {
      await settled(shown);
      button(shown, "Fertig").click();
      return intents.length;
    };
    type(shown, "#group0", groups[asked[0] ?? 0] ?? "");
    expect(await finish()).to.equal(1);
    type(shown, "#group1", "xxxx");
    expect(await finish()).to.equal(1);
    expect(textOf(shown)).to.contain("Stimmt noch nicht");
    // Letters of the wrong case are another key.
    type(
      shown,
      "#group1",
      (groups[asked[1] ?? 0] ?? "").toUpperCase().replace(/^(.)/u, (one) => one.toLowerCase()),
    );
    expect(await finish()).to.equal(1);
    type(shown, "#group1", ` ${groups[asked[1] ?? 0] ?? ""} `);
    await finish();
    expect(intents.at(-1)).to.deep.equal({ do: "finishRecoverySetup" });
  });

  it("[U11] goes back to the key, and asks anew for another key", async () => {
    const shown = await open(setUp, { recoveryKey });
    button(shown, "Weiter").click();
    await settled(shown);
    type(shown, "#group0", "abcd");
    button(shown, "Zurück").click();
    await settled(shown);
    expect(findAll(shown, "ol b")).to.have.length(12);
    shown.view = view(setUp, { recoveryKey: recoveryKey.split(" ").reverse().join(" ") });
    await settled(shown);
    expect(textOf(find(shown, "ol b"))).to.equal("eC7v");
    button(shown, "Weiter").click();
    await settled(shown);
    expect(valueOf(shown, "#group0")).to.equal("");
  });

  it("[U10] hands on the key as typed, whatever its spaces, and keeps it when it does not fit", async () => {
    const shown = await open(enter);
    const field = find(shown, "textarea");
    expect(field.getAttribute("autocomplete")).to.equal("off");
    const intents = intentsOf(shown);
    button(shown, "Freischalten").click();
    await settled(shown);
    expect(textOf(shown)).to.contain("Geben Sie den Schlüssel ein.");
    type(shown, "textarea", `  ${recoveryKey}\n`);
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    expect(intents).to.deep.equal([{ do: "unlockRecovery", recoveryKey }]);
    shown.view = view(enter, { error: error("recovery-key-wrong") });
    await settled(shown);
    expect(valueOf(shown, "textarea")).to.contain(recoveryKey);
    expect(textOf(find(shown, "#keyError"))).to.contain("Dieser Schlüssel passt nicht.");
  });
});
