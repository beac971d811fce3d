import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { STUBS } from "./sdk-stubs.ts";

const client = await readFile(new URL("../../node_modules/matrix-js-sdk/lib/client.js", import.meta.url), "utf8");

/** Module → names, of what the SDK's client imports from its call modules. */
function importedBy(code: string): Map<string, string[]> {
  const imports = code.matchAll(/import \{([^}]*)\} from "\.\/((?:webrtc|matrixrtc)\/[^"]+)\.js"/g);
  return new Map(
    Array.from(imports, ([, names = "", module = ""]) => [module, names.split(",").map((it) => it.trim())]),
  );
}

test("every stub replaces a module that the SDK's client still imports", () => {
  const imported = importedBy(client);
  for (const module of STUBS.keys()) assert.ok(imported.has(module), `${module} is not imported any more`);
});

test("a stub gives every name that the SDK's client takes from it", () => {
  for (const [module, names] of importedBy(client)) {
    const stub = STUBS.get(module);
    if (stub === undefined) continue;
    const given = Array.from(stub.matchAll(/export (?:class|const) (\w+)/g), ([, name]) => name);
    for (const name of names) assert.ok(given.includes(name), `${module} lacks ${name}`);
  }
});

test("what the client calls on the session manager is there", () => {
  const called = new Set(Array.from(client.matchAll(/this\.matrixRTC\.(\w+)\(/g), ([, name = ""]) => name));
  const stub = STUBS.get("matrixrtc/MatrixRTCSessionManager") ?? "";
  assert.ok(called.size > 0);
  for (const name of called) assert.match(stub, new RegExp(`\\b${name}\\(\\)`));
});
