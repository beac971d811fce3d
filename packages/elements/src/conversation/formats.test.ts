import { wordsFor } from "@konsil/look";
import { expect } from "@open-wc/testing";
import { erika } from "../fixtures/conversation-people.ts";
import { at, NOW } from "../fixtures/conversation-rows.ts";
import { ageOf } from "./age-of.ts";
import { fileGlyph } from "./file-glyph.ts";
import { formatSize, percentOf } from "./format-size.ts";
import { ageTitle, clockTime, dayTitle, momentTitle } from "./format-time.ts";
import { birthDateOf, nameOf } from "./identity.ts";
import { pictureHeightPx } from "./picture-box.ts";

const de = wordsFor("de");
const en = wordsFor("en");

describe("numbers, times and names", () => {
  it("writes sizes with decimal units", () => {
    expect(formatSize(412_000, "de")).to.equal("412\u00a0KB");
    expect(formatSize(1_840_000, "de")).to.equal("1,8\u00a0MB");
    expect(formatSize(1_840_000, "en")).to.equal("1.8\u00a0MB");
    expect(formatSize(999_999, "de")).to.equal("1\u00a0MB");
    expect(formatSize(12, "de")).to.equal("12\u00a0B");
  });

  it("never says 100 % before the last byte", () => {
    expect(percentOf(999_999, 1_000_000)).to.equal(99);
    expect(percentOf(1_000_000, 1_000_000)).to.equal(100);
    expect(percentOf(5, 0)).to.equal(0);
  });

  it("[T5] names days", () => {
    expect(dayTitle("2026-11-24", NOW, "de", de)).to.equal("Heute, Dienstag, 24. November");
    expect(dayTitle("2026-11-23", NOW, "de", de)).to.equal("Gestern, Montag, 23. November");
    expect(dayTitle("2026-11-20", NOW, "de", de)).to.equal("Freitag, 20. November");
    expect(dayTitle("2025-11-20", NOW, "de", de)).to.equal("Donnerstag, 20. November 2025");
    expect(dayTitle("2026-11-24", NOW, "en", en)).to.match(/^Today, Tuesday,? 24 November$/u);
    expect(clockTime(at(8, 5), "en")).to.equal("08:05");
    expect(momentTitle(at(8, 31), NOW, "de", de)).to.equal("heute 08:31");
    expect(momentTitle(at(8, 31, 4), NOW, "de", de)).to.equal("20.11., 08:31");
  });

  it("says an age in its largest whole unit", () => {
    expect(ageTitle(3 * 3_600_000 + 5, de)).to.equal("3 Stunden");
    expect(ageTitle(31 * 60_000, de)).to.equal("31 Minuten");
    expect(ageTitle(50 * 3_600_000, en)).to.equal("2 days");
  });

  it("[P8] writes partial dates as known, babies in days and months, and says a missing name", () => {
    expect(birthDateOf("1964-08-12", "de", de)).to.equal("12.08.1964");
    expect(birthDateOf("1964-08-12", "en", en)).to.equal("12 Aug 1964");
    expect(birthDateOf("1948-03", "de", de)).to.equal("03.1948");
    expect(birthDateOf("1948", "de", de)).to.equal("1948");
    expect(birthDateOf("", "de", de)).to.equal("Geburtsdatum fehlt");
    expect(ageOf("2026-11-20", NOW, de)).to.equal("4 Tage");
    expect(ageOf("2026-01-25", NOW, de)).to.equal("9 Monate");
    expect(ageOf("1964-08-12", NOW, de)).to.equal("62 J.");
    expect(ageOf("1964-08", NOW, de)).to.equal("");
    expect(nameOf({ ...erika, family: "", given: "" }, de)).to.equal("Name fehlt");
    expect(nameOf({ ...erika, affix: "von" }, de)).to.equal("von Bergmann, Erika");
  });

  it("reads the letters of a file from its extension only", () => {
    expect(fileGlyph("Brief.pdf")).to.equal("PDF");
    expect(fileGlyph("a.b/c d")).to.equal("");
    expect(fileGlyph("x.\u202epdf")).to.equal("");
    expect(fileGlyph("ohne")).to.equal("");
  });

  it("[T3] reserves the height of a picture before it arrives", () => {
    expect(pictureHeightPx(268, 176)).to.equal(176);
    expect(pictureHeightPx(200, 2000)).to.equal(320);
    expect(pictureHeightPx(2000, 20)).to.equal(72);
    expect(pictureHeightPx(undefined, 10)).to.equal(176);
    expect(pictureHeightPx(0, 0)).to.equal(176);
  });
});
