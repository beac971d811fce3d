import { arrows } from "./arrows.mjs";
import { fileName } from "./file-name.mjs";
import { noInlineStyle } from "./no-inline-style.mjs";
import { oneGate } from "./one-gate.mjs";
import { oneWayOut } from "./one-way-out.mjs";

/** The rules of this house that no library knows. */
export const house = {
  meta: { name: "house" },
  rules: {
    arrows,
    "file-name": fileName,
    "no-inline-style": noInlineStyle,
    "one-gate": oneGate,
    "one-way-out": oneWayOut,
  },
};
