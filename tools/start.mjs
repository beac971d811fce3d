/** `npm start [-- --reset] [--port N]`: installs what is missing, then hands over to the demo under a Node that runs it. */
import { endWithSentence, ensureNodeModules, ensureSynapse, root, runUnderNode } from "./ensure.mjs";
import { join } from "node:path";

const OWN_SERVERS = ["KONSIL_HOMESERVER_SONNENALLEE", "KONSIL_HOMESERVER_NORD"];

try {
  ensureNodeModules();
  const needsSynapse = OWN_SERVERS.some((name) => process.env[name] === undefined);
  const python = needsSynapse ? ensureSynapse() : "";
  const args = ["--python", python, ...process.argv.slice(2)];
  process.exitCode = await runUnderNode(join(root, "demo", "start.ts"), args);
} catch (error) {
  endWithSentence(error);
}
