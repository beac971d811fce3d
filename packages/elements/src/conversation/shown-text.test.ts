import { expect } from "@open-wc/testing";
import { plainShownText, shownText } from "./shown-text.ts";

describe("shown text", () => {
  it("[M1] leaves what is typed exactly as it is", () => {
    for (const typed of ["> 40 mg/dl", "1*0*1", "~5", "#3", "+2 kg", "  a\n\tb  ", '<b>"fett"</b>', "👩🏽‍⚕️ – …"]) {
      expect(shownText(typed)).to.deep.equal([{ text: typed }]);
    }
    expect(shownText("")).to.deep.equal([]);
  });

  it("[M1] takes every bidirectional control out of the text and shows it by name", () => {
    const hostile = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
    const parts = shownText(`a${hostile}b`);
    expect(parts).to.have.length(14);
    expect(plainShownText(`a${hostile}b`)).to.equal("a[ALM][LRM][RLM][LRE][RLE][PDF][LRO][RLO][LRI][RLI][FSI][PDI]b");
    expect(plainShownText("rechnung\u202efdp.exe")).to.equal("rechnung[RLO]fdp.exe");
  });
});
