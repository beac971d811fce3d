import { expect } from "@open-wc/testing";
import { asEventId, asRowKey, asRoomId, type MessageRow, type SendState, type TimelineRow } from "@konsil/protocol";
import { adaeze, bot, brandt, care, foreign, hohenstein } from "../fixtures/conversation-people.ts";
import { sendStates } from "../fixtures/conversation.ts";
import { at, file, image, message, notice, NOW, own, text } from "../fixtures/conversation-rows.ts";
import { intentsOf, stage } from "../fixtures/conversation-stage.ts";
import type { KonsilMessageRow } from "./message-row.ts";
import "./message-row.ts";

let box: HTMLElement;

async function draw(row: TimelineRow, more: Partial<KonsilMessageRow> = {}, plan = {}): Promise<KonsilMessageRow> {
  box = stage(400, 400);
  const element = document.createElement("konsil-message-row");
  element.style.cssText = "flex:1;min-width:0";
  element.clock = () => NOW;
  element.plan = { row, day: null, ofDay: "2026-11-24", unread: 0, first: true, newestSent: false, ...plan };
  Object.assign(element, more);
  box.append(element);
  await element.updateComplete;
  return element;
}

const inside = (element: KonsilMessageRow, selector: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const said = (element: KonsilMessageRow) => (element.shadowRoot?.textContent ?? "").replaceAll(/\s+/gu, " ").trim();
const button = (element: KonsilMessageRow, name: string) =>
  [...(element.shadowRoot?.querySelectorAll("button") ?? [])].find((one) => one.textContent.trim() === name);

describe("konsil-message-row", () => {
  afterEach(() => {
    box.remove();
  });

  it("is accessible in every state of an own message", async () => {
    for (const row of sendStates()) {
      const element = await draw(row, { current: true });
      await expect(element).to.be.accessible();
      expect(element.getAttribute("role")).to.equal("article");
      box.remove();
    }
  });

  it("is accessible for messages of others, the case header and notices", async () => {
    const rows: TimelineRow[] = [
      message({ reactions: [{ emoji: "👍", count: 2, own: true }] }),
      message({ body: { kind: "redacted", by: adaeze, at: at(8, 31) } }),
      message({ body: { kind: "unreadable", cause: "key-not-arrived" } }),
      message({ body: { kind: "unsupported", text: "Umfrage" } }),
      message({ body: { kind: "caseHeader", text: "", patient: foreign } }),
      message({ body: file("Befund.pdf", 1000) }),
      notice({ about: "encrypted" }, NOW),
    ];
    for (const row of rows) {
      const element = await draw(row, { current: true, answerable: true });
      await expect(element).to.be.accessible();
      expect(element.ariaLabel).not.to.equal("");
      box.remove();
    }
  });

  it("[T10] is named by sender, text, time and state", async () => {
    expect((await draw(message())).ariaLabel).to.equal("Nwosu, Adaeze: EF 48 %, leichte Mitralinsuffizienz., 10:39");
    box.remove();
    const waiting = await draw(own({ at: "queued" }));
    expect(waiting.ariaLabel).to.equal("Sie: Bitte den Kontrolltermin einplanen., 10:39, Wartet auf Verbindung");
  });

  it("[T11] tells every send state by a line and a word, and looks sent only when it is", async () => {
    const expected: [SendState, string, string][] = [
      [{ at: "securing" }, "dashed", "Wird gesichert"],
      [{ at: "held", notBefore: NOW + 3500 }, "dashed", "Geht in 4 s ab"],
      [{ at: "queued" }, "dashed", "Wartet auf Verbindung"],
      [{ at: "asking", reason: "old", createdAt: NOW - 3 * 3_600_000 }, "dashed", "3 Stunden alt. Noch senden?"],
      [{ at: "encrypting" }, "dotted", "Wird verschlüsselt"],
      [{ at: "sending" }, "dotted", "Wird gesendet"],
      [
        { at: "failed", code: "server-unreachable", canRetry: true },
        "solid",
        "Nicht gesendet: Der Server Ihrer Praxis antwortet nicht.",
      ],
    ];
    for (const [send, line, words] of expected) {
      const element = await draw(own(send));
      const bubble = inside(element, ".bubble");
      expect(getComputedStyle(bubble ?? box).borderTopStyle, send.at).to.equal(line);
      expect(said(element)).to.contain(words);
      expect(inside(element, ".meta"), send.at).to.equal(null);
      box.remove();
    }
    const sent = await draw(own({ at: "sent" }), {}, { newestSent: true });
    expect(getComputedStyle(inside(sent, ".bubble") ?? box).borderTopStyle).to.equal("solid");
    expect(inside(sent, ".meta")?.textContent).to.contain("10:39");
    expect(inside(sent, ".under")?.textContent.trim()).to.equal("Gesendet");
    box.remove();
    expect(inside(await draw(own({ at: "sent" })), ".under")).to.equal(null);
  });

  it("[M2] offers take-back and send-now while held, and an answer to what is asked", async () => {
    const held = await draw(own({ at: "held", notBefore: NOW + 4000 }), { current: true });
    const intents = intentsOf(held);
    const key = held.plan?.row.key;
    button(held, "Sofort senden")?.click();
    button(held, "Zurückholen")?.click();
    expect(intents).to.deep.equal([
      { do: "sendNow", key },
      { do: "takeBack", key },
    ]);
    box.remove();
    for (const reason of ["cut", "other-session", "unclear"] as const) {
      const asking = await draw(own({ at: "asking", reason, createdAt: NOW }));
      const answers = intentsOf(asking);
      expect(said(asking)).to.match(/senden\?/u);
      button(asking, "Jetzt senden")?.click();
      button(asking, "Verwerfen")?.click();
      expect(answers.map((intent) => intent.do)).to.deep.equal(["retry", "discard"]);
      box.remove();
    }
  });

  it("counts a hold down to nothing", async () => {
    let now = NOW;
    const element = await draw(own({ at: "held", notBefore: NOW + 2000 }), { clock: () => now });
    expect(said(element)).to.contain("Geht in 2 s ab");
    now += 1500;
    element.requestUpdate();
    await element.updateComplete;
    expect(said(element)).to.contain("Geht in 1 s ab");
    now += 60_000;
    element.requestUpdate();
    await element.updateComplete;
    expect(said(element)).to.contain("Geht in 0 s ab");
  });

  it("[T12] says why a message failed, with one action and the way to discard it", async () => {
    const retry = await draw(own({ at: "failed", code: "server-unreachable", canRetry: true }));
    const intents = intentsOf(retry);
    button(retry, "Erneut senden")?.click();
    button(retry, "Verwerfen")?.click();
    expect(intents.map((intent) => intent.do)).to.deep.equal(["retry", "discard"]);
    box.remove();
    const gone = await draw(own({ at: "failed", code: "not-a-member", canRetry: false }));
    expect(said(gone)).to.contain("Nicht gesendet: Sie sind hier nicht mehr Mitglied.");
    expect(button(gone, "Erneut senden")).to.equal(undefined);
    box.remove();
    const large = await draw(
      own({ at: "failed", code: "file-too-large", canRetry: false, limitBytes: 100e6 }, { body: file("a.mp4", 180e6) }),
    );
    expect(said(large)).to.contain("Zu groß für diesen Server: 180 MB, erlaubt sind 100 MB.");
    expect(button(large, "Entfernen")).not.to.equal(undefined);
  });

  it("[M1] shows hostile texts as text, unchanged", async () => {
    const hostile = [
      '<img src=x onerror="document.title=1"><script>document.title=1</script>',
      "</span></article><b>fett</b> &amp; ${1} {{1}}",
      "> 40 mg/dl\n1*0*1\n~5\n#3\n+2 kg\n   eingerückt\tTab  ",
      `Z${"\u0301\u0322\u0489".repeat(400)}algo`,
      "مرحبا 12 mg 3x täglich",
      `${"Sehr lang. ".repeat(2727)}Ende`,
      "x".repeat(30_000),
    ];
    for (const typed of hostile) {
      const element = await draw(message({ body: text(typed) }));
      const shown = inside(element, ".text");
      expect(shown?.textContent).to.equal(typed);
      expect(shown?.children).to.have.length(0);
      expect(shown?.getAttribute("translate")).to.equal("no");
      expect(getComputedStyle(shown ?? box).whiteSpace).to.contain("pre-wrap");
      const bubble = inside(element, ".bubble")?.getBoundingClientRect();
      expect(bubble?.width).to.be.at.most(400);
      expect(element.scrollWidth).to.be.at.most(400);
      box.remove();
    }
  });

  it("[M1] isolates and shows controls of the reading direction in texts, names and quotes", async () => {
    const element = await draw(
      message({
        sender: { ...adaeze, name: "Nwosu\u202e, Adaeze" },
        body: text("Befund\u202efdp.exe"),
        reply: { state: "loaded", key: asRowKey("q"), sender: brandt, text: "\u2067alt", edited: false },
      }),
    );
    expect(said(element)).to.contain("BefundRLOfdp.exe");
    expect(said(element)).to.contain("NwosuRLO, Adaeze");
    expect(said(element)).to.contain("RLIalt");
    expect(element.shadowRoot?.textContent).not.to.match(/[\u202a-\u202e\u2066-\u2069]/u);
    expect(element.ariaLabel).to.contain("Befund[RLO]fdp.exe");
  });

  it("[M6] draws a quote from its event, and says when it is not loaded or was edited", async () => {
    const loaded = {
      state: "loaded",
      key: asRowKey("q"),
      sender: brandt,
      text: "Wäre ein Echo möglich?",
      edited: true,
    } as const;
    const element = await draw(message({ reply: loaded }));
    expect(said(element))
      .to.contain("Brandt, Katrin")
      .and.contain("Wäre ein Echo möglich?")
      .and.contain("seitdem bearbeitet");
    box.remove();
    const missing = await draw(message({ reply: { state: "not-loaded", eventId: asEventId("$x") } }));
    expect(said(missing)).to.contain("Die zitierte Nachricht ist noch nicht geladen.");
  });

  it("[P1] shows the case header with the issuer beside the number", async () => {
    const header = { kind: "caseHeader", text: "x", patient: foreign, relayedFrom: hohenstein } as const;
    const element = await draw(message({ body: header }));
    expect(said(element)).to.contain("Es geht um von Bergmann, Erika");
    expect(said(element)).to.contain("KN-0093317 · Klinikum Nord");
    expect(said(element)).to.contain("geb.08.1964");
    // The words are those of the one who wrote the original.
    expect(said(element)).to.contain("Dr. med. Maximilian-Alexander").and.contain("(weitergegeben von Nwosu, Adaeze)");
  });

  it("says why a message cannot be read, and who deleted one", async () => {
    const unreadable = await draw(message({ body: { kind: "unreadable", cause: "before-device" } }));
    expect(said(unreadable)).to.contain("Noch nicht lesbar: vor Ihrer Anmeldung an diesem Gerät gesendet.");
    box.remove();
    const redacted = await draw(message({ body: { kind: "redacted", by: adaeze, at: at(8, 31) } }));
    expect(said(redacted)).to.contain("Gelöscht von Nwosu, Adaeze, heute 08:31");
    box.remove();
    const edited = await draw(message({ editedAt: at(8, 20) }));
    expect(inside(edited, ".meta")?.textContent).to.contain("bearbeitet, 08:20");
  });

  it("[C3] shows the organisation of the first row of a group, and the server of look-alikes", async () => {
    expect(said(await draw(message({ sender: care })))).to.contain(
      "Funktionskonto, Ambulante Pflege, Server park.example",
    );
    box.remove();
    expect(said(await draw(message({ sender: bot })))).to.contain("Chatbot, Radiologie am Dom");
    box.remove();
    expect(said(await draw(message(), {}, { first: false }))).not.to.contain("Nwosu");
  });

  it("shows reactions, which cannot be pressed yet", async () => {
    const element = await draw(message({ reactions: [{ emoji: "👍", count: 2, own: true }] }));
    expect(inside(element, ".reactions")?.textContent).to.contain("👍, 2-mal, auch von Ihnen");
    expect(inside(element, ".reactions button")).to.equal(null);
  });

  it("[T8] keeps its buttons out of the tab order unless it is the current row", async () => {
    const element = await draw(own({ at: "held", notBefore: NOW + 4000 }));
    const indexes = () => [...(element.shadowRoot?.querySelectorAll("button") ?? [])].map((one) => one.tabIndex);
    expect(element.tabIndex).to.equal(-1);
    expect(indexes()).to.deep.equal([-1, -1]);
    element.current = true;
    await element.updateComplete;
    expect(element.tabIndex).to.equal(0);
    expect(indexes()).to.deep.equal([0, 0]);
  });

  it("[T3] asks for a picture when it is in view, and keeps its height before and after", async () => {
    const row = message({ body: image("echo.png", 268, 176) });
    box = stage(400, 400);
    const element = document.createElement("konsil-message-row");
    const intents = intentsOf(element);
    const asked = new Promise((resolve) => {
      element.addEventListener("konsil-intent", resolve, { once: true });
    });
    element.style.cssText = "flex:1;min-width:0";
    element.plan = { row, day: null, ofDay: "", unread: 0, first: true, newestSent: false };
    box.append(element);
    await asked;
    expect(intents).to.deep.equal([{ do: "needPicture", key: row.key }]);
    const before = element.offsetHeight;
    element.picture = "loading";
    await element.updateComplete;
    expect(element.offsetHeight).to.equal(before);
    element.picture = URL.createObjectURL(await drawPicture());
    await element.updateComplete;
    const tile = inside(element, "konsil-file-tile");
    const img = tile?.shadowRoot?.querySelector("img");
    expect(img?.alt).to.equal("Bild echo.png");
    await img?.decode();
    expect(getComputedStyle(img ?? box).objectFit).to.equal("contain");
    expect(element.offsetHeight).to.equal(before);
    expect(intents).to.have.length(1);
  });

  it("says that a file arrived damaged, and loads it again", async () => {
    const row: MessageRow = message({ body: file("Laborblatt.pdf", 88_000) });
    const transfer = {
      key: row.key,
      roomId: asRoomId("!r:x"),
      direction: "down",
      doneBytes: 0,
      totalBytes: 88_000,
      state: "failed",
      code: "download-damaged",
    } as const;
    const element = await draw(row, { transfer });
    const intents = intentsOf(element);
    const tile = inside(element, "konsil-file-tile");
    expect(tile?.shadowRoot?.textContent).to.contain("Beschädigt angekommen, nicht geöffnet.");
    tile?.shadowRoot?.querySelector<HTMLElement>(".link")?.click();
    expect(intents).to.deep.equal([{ do: "saveFile", key: row.key }]);
    await expect(element).to.be.accessible();
  });

  it("shows the way of a file up and down with bytes, and cancels it", async () => {
    const up = await draw(
      own({ at: "uploading", doneBytes: 1_116_000, totalBytes: 1_800_000 }, { body: file("Labor.pdf", 1_800_000) }),
    );
    const intents = intentsOf(up);
    const tile = inside(up, "konsil-file-tile")?.shadowRoot;
    expect(tile?.textContent).to.contain("Wird übertragen: 62 % von 1,8\u00a0MB");
    expect(tile?.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).to.equal("62");
    tile?.querySelector<HTMLElement>(".cancel")?.click();
    expect(intents).to.deep.equal([{ do: "cancelTransfer", key: up.plan?.row.key }]);
    expect(tile?.querySelector(".link")).to.equal(null);
  });

  it("shows file names whole, hostile ones as text", async () => {
    const name = `${"Echo-Befund_Schmidt-Rottenberger-Achenbach_".repeat(5)}<b>\u202efdp.exe`;
    const element = await draw(message({ body: file(name, 10) }));
    const shown = inside(element, "konsil-file-tile")?.shadowRoot?.querySelector<HTMLElement>(".name");
    expect(shown?.textContent).to.equal(name.replace("\u202e", "RLO"));
    expect((shown?.scrollWidth ?? 0) - (shown?.clientWidth ?? 0)).to.equal(0);
    expect(element.scrollWidth).to.be.at.most(400);
  });

  it("does not open what came unencrypted", async () => {
    const element = await draw(message({ body: { ...image("a.png", 10, 10), encrypted: false } }));
    const tile = inside(element, "konsil-file-tile")?.shadowRoot;
    expect(tile?.textContent).to.contain("Nicht verschlüsselt gesendet, wird nicht geöffnet.");
    expect(tile?.querySelector("button")).to.equal(null);
  });
});

async function drawPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(30, 300);
  canvas.getContext("2d")?.fillRect(0, 0, 30, 300);
  return canvas.convertToBlob();
}
