/**
 * `npm test [-- suite …]`: installs what is missing, then runs the suites under a Node that reads TypeScript. Without names
 * all of them. Ends with one line: `N passed, N failed`.
 */
import { join } from "node:path";
import {
  endWithSentence,
  ensureBrowsers,
  ensureNodeModules,
  ensureOtherClient,
  ensureSynapse,
  root,
  runUnderNode,
} from "./ensure.mjs";

/** Suites that need more than the packages; everything else runs with node_modules alone. */
const IN_BROWSERS = ["elements", "hostile", "e2e"];
const WITH_SERVERS = ["demo", "e2e"];

const names = process.argv.slice(2);
const needs = (suites) => names.length === 0 || suites.some((suite) => names.includes(suite));

try {
  ensureNodeModules();
  if (needs(WITH_SERVERS)) ensureSynapse();
  if (needs(["e2e"])) ensureOtherClient();
  if (needs(IN_BROWSERS)) {
    const { chromium, firefox } = ensureBrowsers();
    Object.assign(process.env, { KONSIL_CHROMIUM: chromium, KONSIL_FIREFOX: firefox });
  }
  process.exitCode = await runUnderNode(join(root, "tools", "test", "run-suites.ts"), names);
} catch (error) {
  endWithSentence(error);
}
