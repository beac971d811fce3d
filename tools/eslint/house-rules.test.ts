import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Linter } from "eslint";
import { house } from "./house-plugin.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const linter = new Linter({ cwd: root });
const rules = Object.fromEntries(Object.keys(house.rules ?? {}).map((name) => [`house/${name}`, "error" as const]));

/** Names of the rules that a text offends, as if it stood in this file. */
function offended(path: string, code: string): string[] {
  const config = [{ files: ["**/*.ts"], plugins: { house }, rules }];
  const messages = linter.verify(code, config, { filename: join(root, path) });
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

const PAGE = "packages/app/src/frame/main.ts";

test("ports are used in gate files only", () => {
  const uses = [
    "port.postMessage(1);",
    "port.onmessage = null;",
    'addEventListener("message", f);',
    'window["postMessage"](1, origin);',
    "new BroadcastChannel(name);",
    "chrome.runtime.onMessage.addListener(f);",
  ];
  for (const use of uses) {
    assert.deepEqual(offended(PAGE, use), ["house/one-gate"], use);
    assert.deepEqual(offended("packages/app/src/frame/host-gate.ts", use), [], use);
    assert.deepEqual(offended("packages/engine/src/worker/port-server.ts", use), [], use);
  }
});

test("nobody talks to every origin, not even a gate", () => {
  for (const call of ['w.postMessage(m, "*");', 'w.postMessage(m, { targetOrigin: "*" });']) {
    assert.deepEqual(offended("packages/embed/src/frame-gate.ts", call), ["house/one-gate"], call);
  }
});

test("[E1] only the wire sends to a room", () => {
  for (const name of ["sendEvent", "sendMessage", "sendStateEvent", "sendTextMessage", "resendEvent"]) {
    assert.deepEqual(offended("packages/engine/src/rooms/room-row.ts", `client.${name}(a, b);`), ["house/one-way-out"]);
    assert.deepEqual(offended("packages/engine/src/wire/encrypt-and-put.ts", `client.${name}(a, b);`), []);
  }
});

test("imports that go against the arrows are named", () => {
  const code = 'import { x } from "@konsil/engine"; export const y = () => import("matrix-js-sdk");';
  assert.deepEqual(offended("packages/elements/src/row.ts", code), ["house/arrows", "house/arrows"]);
  assert.deepEqual(offended("packages/elements/src/row.ts", 'import { x } from "@konsil/look"; x();'), []);
});

test("a template has no inline style, a bound property is fine", () => {
  const path = "packages/elements/src/row.ts";
  assert.deepEqual(offended(path, 'html`<p style="color: red"></p>`;'), ["house/no-inline-style"]);
  assert.deepEqual(offended(path, "html`<p style=${x}></p>`;"), ["house/no-inline-style"]);
  assert.deepEqual(offended(path, "html`<style>p {}</style>`;"), ["house/no-inline-style"]);
  assert.deepEqual(offended(path, "html`<p .style=${x} class=style></p>`;"), []);
});

test("a file name that says nothing is refused", () => {
  assert.deepEqual(offended("packages/tim/src/room-helpers.ts", "export {};"), ["house/file-name"]);
});
