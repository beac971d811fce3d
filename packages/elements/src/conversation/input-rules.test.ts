import { expect } from "@open-wc/testing";
import { asRowKey } from "@konsil/protocol";
import { message } from "../fixtures/conversation-rows.ts";
import { EnterRule } from "./enter-rule.ts";
import { SeenRule } from "./seen-rule.ts";
import { OlderRule } from "./older-rule.ts";
import { keyTarget } from "./timeline-keys.ts";

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

describe("what Enter means", () => {
  it("[M3] sends once for one press", () => {
    const rule = new EnterRule();
    expect(rule.meaningOf(key("Enter"), 1000)).to.equal("send");
    expect(rule.meaningOf(key("Enter", { repeat: true }), 2000)).to.equal("nothing");
    expect(rule.meaningOf(key("Enter"), 1299)).to.equal("nothing");
    expect(rule.meaningOf(key("Enter", { ctrlKey: true }), 1299)).to.equal("nothing");
    expect(rule.meaningOf(key("Enter", { ctrlKey: true }), 1301)).to.equal("sendNow");
  });

  it("leaves line breaks and input methods alone", () => {
    const rule = new EnterRule();
    expect(rule.meaningOf(key("Enter", { shiftKey: true }), 0)).to.equal("newLine");
    expect(rule.meaningOf(key("Enter", { isComposing: true }), 0)).to.equal("newLine");
    expect(rule.meaningOf(key("a"), 0)).to.equal(undefined);
    expect(rule.meaningOf(key("Enter"), 1)).to.equal("send");
  });
});

describe("what was seen", () => {
  function world() {
    const said: string[] = [];
    const state: { watched: boolean; due: (() => void) | null; afterMs: number } = {
      watched: true,
      due: null,
      afterMs: 0,
    };
    const life = new AbortController();
    const rule = new SeenRule(
      () => state.watched,
      (upTo) => said.push(upTo),
      life.signal,
      (run, afterMs) => {
        state.due = run;
        state.afterMs = afterMs;
        return () => {
          state.due = null;
        };
      },
    );
    return { said, state, rule, life };
  }

  it("[M5] is never said without an act of the person", () => {
    const { rule, state } = world();
    rule.show(asRowKey("a"));
    expect(state.due).to.equal(null);
    rule.act();
    expect(state.due).not.to.equal(null);
  });

  it("[M5] is said after one second in a watched document, once", () => {
    const { rule, state, said } = world();
    rule.act();
    rule.show(asRowKey("a"));
    expect(state.afterMs).to.equal(1000);
    expect(said).to.deep.equal([]);
    state.due?.();
    expect(said).to.deep.equal(["a"]);
    rule.watch();
    expect(state.due).to.equal(null);
    rule.show(asRowKey("b"));
    rule.show(asRowKey("c"));
    state.due?.();
    expect(said).to.deep.equal(["a", "c"]);
  });

  it("[M5] begins anew in another conversation", () => {
    const { rule, state, said } = world();
    rule.act();
    rule.enter();
    rule.show(asRowKey("chart-opened-by-the-host"));
    expect(state.due).to.equal(null);
    expect(said).to.deep.equal([]);
  });

  it("[M5] waits while nobody looks, and ends with its element", () => {
    const { rule, state, said, life } = world();
    rule.act();
    state.watched = false;
    rule.show(asRowKey("a"));
    expect(state.due).to.equal(null);
    state.watched = true;
    rule.watch();
    state.watched = false;
    state.due?.();
    expect(said).to.deep.equal([]);
    state.watched = true;
    rule.watch();
    life.abort();
    expect(state.due).to.equal(null);
  });
});

describe("when older rows are asked for", () => {
  const view = (top: string, more: { moreAbove?: boolean; loadingOlder?: boolean } = {}) => ({
    rows: [message({ key: asRowKey(top) })],
    moreAbove: true,
    loadingOlder: false,
    ...more,
  });

  it("[T16] near the top, once for each uppermost row", () => {
    const rule = new OlderRule();
    expect(rule.asks(view("a"), 900, true)).to.equal(false);
    expect(rule.asks(view("a"), 100, false)).to.equal(true);
    expect(rule.asks(view("a"), 90, true)).to.equal(false);
    expect(rule.asks(view("a", { loadingOlder: true }), 80, true)).to.equal(false);
    expect(rule.asks(view("b"), 80, false)).to.equal(true);
    expect(rule.asks(view("c", { moreAbove: false }), 0, true)).to.equal(false);
  });

  it("[T16] again after an attempt that brought nothing, but only when a person scrolls", () => {
    const rule = new OlderRule();
    expect(rule.asks(view("a"), 100, true)).to.equal(true);
    rule.asks(view("a", { loadingOlder: true }), 100, false);
    expect(rule.asks(view("a"), 100, false)).to.equal(false);
    expect(rule.asks(view("a"), 100, true)).to.equal(true);
    expect(rule.asks(view("a"), 100, true)).to.equal(false);
  });
});

describe("keys of the list", () => {
  it("[T8] goes row by row, to both ends, and answers", () => {
    expect(keyTarget(key("ArrowUp"), 5, 10)).to.equal(4);
    expect(keyTarget(key("ArrowUp"), 0, 10)).to.equal(0);
    expect(keyTarget(key("ArrowDown"), 9, 10)).to.equal(9);
    expect(keyTarget(key("Home"), 5, 10)).to.equal(0);
    expect(keyTarget(key("End"), 5, 10)).to.equal(9);
    expect(keyTarget(key("r"), 5, 10)).to.equal("reply");
    expect(keyTarget(key("r", { ctrlKey: true }), 5, 10)).to.equal(undefined);
    expect(keyTarget(key("ArrowUp"), -1, 0)).to.equal(undefined);
  });
});
