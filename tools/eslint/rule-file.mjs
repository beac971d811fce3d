import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Path of the linted file in the repository, with slashes. @param {import("eslint").Rule.RuleContext} context */
export const ruleFile = (context) => relative(root, context.filename).split(sep).join("/");
