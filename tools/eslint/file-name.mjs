import { fileNameOffence } from "../house/gates.ts";
import { ruleFile } from "./rule-file.mjs";

/** Files are kebab-case and say what is in them. */
export const fileName = {
  meta: { type: "suggestion", schema: [], messages: { name: "the file name {{offence}}" } },
  create(context) {
    const offence = fileNameOffence(ruleFile(context));
    return {
      Program(node) {
        if (offence !== undefined)
          context.report({ node, loc: { line: 1, column: 0 }, messageId: "name", data: { offence } });
      },
    };
  },
};
