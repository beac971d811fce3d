import { expect } from "@open-wc/testing";
import { asRowKey, type RowKey } from "@konsil/protocol";
import { holdAt, isAtEnd, offsetOf, type Measures } from "./scroll-hold.ts";

/** Rows of 100 px each, named by letters. */
function rows(letters: string, viewportPx = 250): Measures {
  const keys = Array.from(letters, (letter) => asRowKey(letter));
  return {
    totalPx: keys.length * 100,
    viewportPx,
    spanOf(key: RowKey) {
      const index = keys.indexOf(key);
      return index < 0 ? undefined : { start: index * 100, end: index * 100 + 100 };
    },
    rowAt: (offsetPx) => keys[Math.floor(offsetPx / 100)],
  };
}

describe("scroll hold", () => {
  it("[T1] keeps a row by its bottom when rows come above it", () => {
    const hold = holdAt(120, rows("ABCDEF"));
    expect(hold).to.deep.equal({ at: "row", key: "B", belowPx: 80 });
    expect(offsetOf(hold, rows("XYZABCDEF"))).to.equal(420);
  });

  it("[T2] follows the end only from the end", () => {
    expect(isAtEnd(350, rows("ABCDEF"))).to.equal(true);
    const atEnd = holdAt(350, rows("ABCDEF"));
    expect(atEnd).to.deep.equal({ at: "end" });
    expect(offsetOf(atEnd, rows("ABCDEFG"))).to.equal(450);
    expect(holdAt(300, rows("ABCDEF")).at).to.equal("row");
  });

  it("says when the row it held is gone", () => {
    expect(offsetOf({ at: "row", key: asRowKey("Q"), belowPx: 10 }, rows("ABC"))).to.equal(undefined);
  });

  it("never asks for a place outside the list", () => {
    expect(offsetOf({ at: "top", key: asRowKey("A"), abovePx: 40 }, rows("ABCDEF"))).to.equal(0);
    expect(offsetOf({ at: "top", key: asRowKey("F"), abovePx: 40 }, rows("ABCDEF"))).to.equal(350);
  });
});
