import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { KonsilError } from "@konsil/protocol";
import { IDBFactory } from "fake-indexeddb";
import { checkHost } from "./check-host.ts";

const kept = new Map<string, PropertyDescriptor | undefined>();

/** Puts something else in the place of a global of the browser, until the test is over. */
function setGlobal(name: string, value: unknown): void {
  if (!kept.has(name)) kept.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

afterEach(() => {
  for (const [name, descriptor] of kept) {
    if (descriptor) Object.defineProperty(globalThis, name, descriptor);
    else Reflect.deleteProperty(globalThis, name);
  }
  kept.clear();
});

/** A browser in which everything is there. */
function setGoodHost(): void {
  setGlobal("isSecureContext", true);
  setGlobal("SharedWorker", () => undefined);
  setGlobal("indexedDB", new IDBFactory());
}

async function codeOf(check: Promise<void>): Promise<string> {
  const error: unknown = await check.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error === undefined || error instanceof KonsilError);
  return error?.code ?? "fine";
}

test("[B20] a host with all that it takes is fine", async () => {
  setGoodHost();
  assert.equal(await codeOf(checkHost()), "fine");
});

test("[B20] without a secure context, without locks or without crypto it is told before anything is opened", async () => {
  setGoodHost();
  setGlobal("isSecureContext", false);
  assert.equal(await codeOf(checkHost()), "insecure-context");
  setGoodHost();
  setGlobal("navigator", {});
  assert.equal(await codeOf(checkHost()), "insecure-context");
  setGlobal("navigator", { locks: {} });
  setGlobal("crypto", {});
  assert.equal(await codeOf(checkHost()), "insecure-context");
});

test("[B20] a browser that blocks the storage is told apart from one without workers", async () => {
  setGoodHost();
  setGlobal("SharedWorker", undefined);
  assert.equal(await codeOf(checkHost()), "worker-failed");
  setGoodHost();
  const throwing = { open: () => throwSecurityError() };
  setGlobal("indexedDB", throwing);
  assert.equal(await codeOf(checkHost()), "storage-blocked");
  setGlobal("indexedDB", { open: () => refusedRequest() });
  assert.equal(await codeOf(checkHost()), "storage-blocked");
});

function throwSecurityError(): never {
  throw new DOMException("", "SecurityError");
}

/** A request that comes to nothing, as Firefox answers in a window without storage. */
function refusedRequest(): Partial<IDBOpenDBRequest> {
  const request: { onerror: (() => void) | null } = { onerror: null };
  queueMicrotask(() => request.onerror?.());
  return request;
}
