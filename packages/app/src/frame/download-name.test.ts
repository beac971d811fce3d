import assert from "node:assert/strict";
import { test } from "node:test";
import { downloadName } from "./download-name.ts";

test("[A3] a file name of another person never carries a path, a bidirectional control or a reserved name", () => {
  assert.equal(downloadName("Befund.pdf"), "Befund.pdf");
  assert.equal(downloadName("../../etc/passwd"), "passwd");
  assert.equal(downloadName("C:\\Windows\\win.ini"), "win.ini");
  assert.equal(downloadName("rechnung\u202efdp.exe"), "rechnungfdp.exe");
  assert.equal(downloadName("CON.pdf"), "_CON.pdf");
  assert.equal(downloadName("a\u0000b?.txt"), "a_b_.txt");
  assert.equal(downloadName("..."), "datei");
  assert.equal(downloadName(`${"x".repeat(300)}.pdf`).length, 150);
  assert.ok(downloadName(`${"x".repeat(300)}.pdf`).endsWith(".pdf"));
});
