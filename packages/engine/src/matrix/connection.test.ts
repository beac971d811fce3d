import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionError, MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { SyncState } from "matrix-js-sdk/lib/sync.js";
import { connectionOf } from "./connection.ts";

test("[B16] a server that is down, one that counts and a working one are told apart", () => {
  const now = 1000;
  assert.deepEqual(connectionOf(SyncState.Syncing, undefined, now), { state: "online" });
  assert.deepEqual(connectionOf(SyncState.Catchup, undefined, now), { state: "connecting" });
  const down = new MatrixError({}, 502);
  assert.deepEqual(connectionOf(SyncState.Error, down, now), { state: "server-down", since: now });
  const limited = new MatrixError({ errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 7000 }, 429);
  assert.deepEqual(connectionOf(SyncState.Reconnecting, limited, now), { state: "rate-limited", retryAt: 8000 });
});

test("[B16] offline is what the browser says, else it is the server that does not answer", () => {
  const error = new ConnectionError("fetch failed");
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  const withNetwork = (onLine: boolean) => {
    Object.defineProperty(globalThis, "navigator", { value: { onLine }, configurable: true });
    return connectionOf(SyncState.Reconnecting, error, 5).state;
  };
  try {
    assert.equal(withNetwork(false), "offline");
    assert.equal(withNetwork(true), "server-down");
  } finally {
    if (before) Object.defineProperty(globalThis, "navigator", before);
  }
});
