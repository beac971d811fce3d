import { posix } from "node:path";
import { offenceOf } from "../house/arrows.ts";
import { ruleFile } from "./rule-file.mjs";

/** Imports follow the arrows of the house. */
export const arrows = {
  meta: { type: "problem", schema: [], messages: { offence: "This arrow does not exist: {{offence}}" } },
  create(context) {
    const path = ruleFile(context);
    const check = (source) => {
      if (typeof source?.value !== "string") return;
      const target = source.value.startsWith(".") ? posix.join(posix.dirname(path), source.value) : undefined;
      const offence = offenceOf(path, source.value, target);
      if (offence !== undefined) context.report({ node: source, messageId: "offence", data: { offence } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};
