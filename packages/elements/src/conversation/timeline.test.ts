import { expect } from "@open-wc/testing";
import type { ConversationView, TimelineRow } from "@konsil/protocol";
import { conversation, conversationView, echoConversation } from "../fixtures/conversation.ts";
import { hohenstein } from "../fixtures/conversation-people.ts";
import { at, image, message, NOW, own, text } from "../fixtures/conversation-rows.ts";
import { intentsOf, nextFrame, stage, untilStill } from "../fixtures/conversation-stage.ts";
import "./timeline.ts";
import type { KonsilTimeline } from "./timeline.ts";

let box: HTMLElement;

async function show(
  view: ConversationView,
  widthPx = 400,
  heightPx = 600,
  more: Partial<KonsilTimeline> = {},
): Promise<KonsilTimeline> {
  box = stage(widthPx, heightPx);
  const timeline = document.createElement("konsil-timeline");
  timeline.clock = () => NOW;
  timeline.style.flex = "1";
  timeline.view = view;
  Object.assign(timeline, more);
  box.append(timeline);
  await settled(timeline);
  return timeline;
}

const scrollerOf = (timeline: KonsilTimeline) =>
  timeline.shadowRoot?.querySelector<HTMLElement>(".scroller") ?? timeline;
const rowsOf = (timeline: KonsilTimeline) => [...(timeline.shadowRoot?.querySelectorAll("konsil-message-row") ?? [])];
const rowOf = (timeline: KonsilTimeline, key: string) => rowsOf(timeline).find((row) => row.dataset["key"] === key);
const bubbleTop = (timeline: KonsilTimeline, key: string) =>
  rowOf(timeline, key)?.shadowRoot?.querySelector(".bubble")?.getBoundingClientRect().top ?? Number.NaN;
const settled = (timeline: KonsilTimeline, each?: () => void) =>
  untilStill(() => `${String(scrollerOf(timeline).scrollTop)} ${String(scrollerOf(timeline).scrollHeight)}`, each);
const press = (timeline: KonsilTimeline, key: string) =>
  scrollerOf(timeline).dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
  );

async function scrollTo(timeline: KonsilTimeline, px: number): Promise<void> {
  scrollerOf(timeline).scrollTop = px;
  await settled(timeline);
}

const visibleKey = (timeline: KonsilTimeline): string => {
  const { top, bottom } = scrollerOf(timeline).getBoundingClientRect();
  const found = rowsOf(timeline).find((row) => {
    const bubble = row.shadowRoot?.querySelector(".bubble")?.getBoundingClientRect();
    return bubble !== undefined && bubble.top > top + 40 && bubble.bottom < bottom;
  });
  return found?.dataset["key"] ?? "";
};

/** Rows of many heights, newest last: short and long texts, pictures, several senders and days. */
function history(count: number, daysAgo = 0): TimelineRow[] {
  return Array.from({ length: count }, (_, index) =>
    message({
      at: at(6, 0, daysAgo) + index * 50_000,
      ...(index % 5 < 2 ? { sender: hohenstein } : {}),
      body:
        index % 4 === 3
          ? image(`bild-${String(index)}.png`, 300, 100 + (index % 7) * 60)
          : text("Wort ".repeat(1 + ((index * 7) % 60)).trim()),
    }),
  );
}

describe("konsil-timeline", () => {
  afterEach(() => {
    box.remove();
  });

  it("is accessible: a silent log of named articles with one tab stop", async () => {
    const timeline = await show(echoConversation(undefined));
    await expect(timeline).to.be.accessible();
    const scroller = scrollerOf(timeline);
    expect(scroller.getAttribute("role")).to.equal("log");
    expect(scroller.getAttribute("aria-live")).to.equal("off");
    const rows = rowsOf(timeline);
    expect(rows.every((row) => row.getAttribute("role") === "article" && row.ariaLabel !== "")).to.equal(true);
    expect(rows.filter((row) => row.tabIndex === 0)).to.have.length(1);
  });

  it("opens at the end, or where the new messages begin when they do not fit", async () => {
    const rows = history(40);
    const first = await show(conversationView(rows));
    const scroller = scrollerOf(first);
    expect(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop).to.be.at.most(1);
    box.remove();

    const unreadAfter = rows[19]?.key ?? null;
    const second = await show(
      conversationView(rows, { conversation: conversation({ unreadAfter, unread: { count: 20, atLeast: false } }) }),
    );
    const marker = second.shadowRoot?.querySelector(".unread");
    expect(marker?.textContent.trim()).to.equal("20 neue Nachrichten");
    const distance = (marker?.getBoundingClientRect().top ?? 0) - scrollerOf(second).getBoundingClientRect().top;
    expect(distance).to.be.within(0, 60);
  });

  it("[T1] 20 prepends with pictures move what is read by at most 1 px, in every frame", async () => {
    let rows = history(60);
    const timeline = await show(conversationView(rows, { moreAbove: true }));
    await scrollTo(timeline, 900);
    const key = visibleKey(timeline);
    const top = bubbleTop(timeline, key);
    expect(key).not.to.equal("");
    let worst = 0;
    for (let page = 1; page <= 20; page += 1) {
      rows = [...history(25, page), ...rows];
      timeline.view = conversationView(rows, { moreAbove: true });
      await settled(timeline, () => {
        worst = Math.max(worst, Math.abs(bubbleTop(timeline, key) - top));
      });
    }
    expect(worst).to.be.at.most(1);
    expect(rows.length).to.equal(560);
  });

  it("[T1] holds also at the very top, where day, sender and group of the first row change", async () => {
    const rows = history(30);
    const timeline = await show(conversationView(rows, { moreAbove: true, loadingOlder: true }));
    await scrollTo(timeline, 0);
    const key = rows[0]?.key ?? "";
    const top = bubbleTop(timeline, key);
    const before = message({ at: (rows[0]?.at ?? 0) - 1000, sender: hohenstein });
    let worst = 0;
    timeline.view = conversationView([...history(20, 1), before, ...rows], { moreAbove: true });
    await settled(timeline, () => {
      worst = Math.max(worst, Math.abs(bubbleTop(timeline, key) - top));
    });
    expect(worst).to.be.at.most(1);
  });

  it("[T2] follows new messages at the end, and stays with the reader elsewhere", async () => {
    const rows = history(40);
    const timeline = await show(conversationView(rows));
    const scroller = scrollerOf(timeline);
    const more = [...rows, message()];
    timeline.view = conversationView(more);
    await settled(timeline);
    expect(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop).to.be.at.most(1);

    await scrollTo(timeline, 500);
    const key = visibleKey(timeline);
    const top = bubbleTop(timeline, key);
    timeline.view = conversationView([...more, message(), own({ at: "sent" })]);
    await settled(timeline);
    expect(bubbleTop(timeline, key)).to.be.closeTo(top, 1);
    expect(timeline.shadowRoot?.querySelector(".newest")?.textContent.trim()).to.equal("1 neue");
    timeline.shadowRoot?.querySelector<HTMLElement>(".newest")?.click();
    await settled(timeline);
    expect(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop).to.be.at.most(1);
    expect(timeline.shadowRoot?.querySelector(".newest")).to.equal(null);
  });

  it("[T2] shows an own new message wherever one was reading", async () => {
    const rows = history(40);
    const timeline = await show(conversationView(rows));
    await scrollTo(timeline, 300);
    timeline.view = conversationView([...rows, own({ at: "securing" })]);
    await settled(timeline);
    const scroller = scrollerOf(timeline);
    expect(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop).to.be.at.most(1);
  });

  it("keeps the end in view when the composer below grows", async () => {
    const timeline = await show(conversationView(history(40)));
    box.style.height = "500px";
    await settled(timeline);
    const scroller = scrollerOf(timeline);
    expect(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop).to.be.at.most(1);
  });

  it("asks once for older rows near the top, and shows that they are loading", async () => {
    const rows = history(40);
    const timeline = await show(conversationView(rows, { moreAbove: true }));
    const intents = intentsOf(timeline);
    expect(intents).to.deep.equal([]);
    await scrollTo(timeline, 100);
    await scrollTo(timeline, 60);
    expect(intents.filter((intent) => intent.do !== "needPicture")).to.deep.equal([{ do: "loadOlder" }]);
    timeline.view = conversationView(rows, { moreAbove: true, loadingOlder: true });
    await settled(timeline);
    expect(timeline.shadowRoot?.querySelector(".top")?.textContent).to.contain("Ältere Nachrichten werden geladen");
    timeline.view = conversationView(rows);
    await settled(timeline);
    expect(timeline.shadowRoot?.querySelector(".top")?.textContent).to.contain("Nicht für Notfälle.");
  });

  it("[T5] keeps the day of what is read in view", async () => {
    const timeline = await show(conversationView([...history(30, 1), ...history(30)]));
    const sticky = () => timeline.shadowRoot?.querySelector<HTMLElement>(".sticky");
    await scrollTo(timeline, 300);
    expect(sticky()?.hidden).to.equal(false);
    expect(sticky()?.textContent.trim()).to.equal("Gestern, Montag, 23. November");
    await scrollTo(timeline, 0);
    expect(sticky()?.hidden).to.equal(true);
  });

  it("[T8] goes through the rows with the keyboard and answers with R", async () => {
    const rows = history(50);
    const timeline = await show(conversationView(rows));
    const intents = intentsOf(timeline);
    const current = () => rowsOf(timeline).find((row) => row.tabIndex === 0)?.dataset["key"];
    expect(current()).to.equal(rows.at(-1)?.key);
    press(timeline, "ArrowUp");
    await settled(timeline);
    expect(timeline.focusedRow?.key).to.equal(rows.at(-2)?.key);
    expect(timeline.shadowRoot?.activeElement).to.equal(rowOf(timeline, rows.at(-2)?.key ?? ""));
    press(timeline, "r");
    expect(intents).to.deep.equal([{ do: "replyTo", key: rows.at(-2)?.key }]);
    press(timeline, "Home");
    await settled(timeline);
    expect(current()).to.equal(rows[0]?.key);
    expect(scrollerOf(timeline).scrollTop).to.equal(0);
    press(timeline, "End");
    await settled(timeline);
    expect(current()).to.equal(rows.at(-1)?.key);
    expect(rowsOf(timeline).filter((row) => row.tabIndex === 0)).to.have.length(1);
  });

  it("[T8] gives the focus to the neighbour when the focused row is gone", async () => {
    const rows = history(8);
    const timeline = await show(conversationView(rows));
    press(timeline, "ArrowUp");
    await settled(timeline);
    timeline.view = conversationView(rows.filter((row) => row.key !== rows.at(-2)?.key));
    await settled(timeline);
    expect(timeline.focusedRow?.key).to.equal(rows.at(-1)?.key);
  });

  it("[T9] scrolls through 3,000 rows with few of them in the document", async () => {
    const timeline = await show(conversationView(history(3000)));
    const scroller = scrollerOf(timeline);
    let most = 0;
    for (let step = 0; step < 60; step += 1) {
      scroller.scrollTop -= 900;
      await nextFrame();
      most = Math.max(most, rowsOf(timeline).length);
    }
    await settled(timeline);
    expect(most).to.be.within(5, 60);
    expect(visibleKey(timeline)).not.to.equal("");
    press(timeline, "Home");
    await settled(timeline);
    expect(scroller.scrollTop).to.equal(0);
  });

  it("[M5] says the newest readable row in sight was seen, after an act of the person and a second", async () => {
    const due: (() => void)[] = [];
    const readable = message();
    const view = conversationView([
      ...history(5),
      readable,
      message({ body: { kind: "unreadable", cause: "withheld" } }),
    ]);
    const timeline = await show(view, 400, 600, {
      isWatched: () => true,
      later: (run, afterMs) => {
        expect(afterMs).to.equal(1000);
        due.push(run);
        return () => due.splice(due.indexOf(run), 1);
      },
    });
    const seen = () => intents.filter((intent) => intent.do === "seen");
    const intents = intentsOf(timeline);
    expect(due).to.have.length(0);
    scrollerOf(timeline).dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    expect(due).to.have.length(1);
    expect(seen()).to.deep.equal([]);
    due[0]?.();
    expect(seen()).to.deep.equal([{ do: "seen", upTo: readable.key }]);
  });

  it("[M5] a conversation that was opened by hand needs no further act", async () => {
    const due: (() => void)[] = [];
    const later = (run: () => void) => {
      due.push(run);
      return () => due.splice(due.indexOf(run), 1);
    };
    await show(conversationView(history(3)), 400, 600, { isWatched: () => true, later, openedByHand: true });
    expect(due).to.have.length(1);
  });
});
