/** `npm run pictures [-- name …]`: takes the pictures of docs/screenshots anew, from the demo's practices in two browsers. */
import { join } from "node:path";
import { endWithSentence, ensureBrowsers, ensureNodeModules, ensureSynapse, root, runUnderNode } from "./ensure.mjs";

try {
  ensureNodeModules();
  ensureSynapse();
  const { chromium, firefox } = ensureBrowsers();
  Object.assign(process.env, { KONSIL_CHROMIUM: chromium, KONSIL_FIREFOX: firefox });
  process.exitCode = await runUnderNode(join(root, "test", "pictures", "take-pictures.ts"), process.argv.slice(2));
} catch (error) {
  endWithSentence(error);
}
