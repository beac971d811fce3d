import assert from "node:assert/strict";
import { test } from "node:test";
import { KonsilError } from "@konsil/protocol";
import {
  ConnectionError,
  HTTPError,
  MatrixError,
  TokenRefreshError,
  TokenRefreshLogoutError,
} from "matrix-js-sdk/lib/http-api/errors.js";
import { toKonsilError } from "./errors.ts";

const matrix = (errcode: string, status: number, more: Record<string, unknown> = {}): MatrixError =>
  new MatrixError({ errcode, error: "@kanarienvogel:example.org not in !room", ...more }, status);

test("[H2] every error has its code", () => {
  const expected: [unknown, string][] = [
    [matrix("M_UNKNOWN_TOKEN", 401), "token-revoked"],
    [matrix("M_MISSING_TOKEN", 401), "token-revoked"],
    [matrix("M_USER_DEACTIVATED", 403), "token-revoked"],
    [new TokenRefreshLogoutError(), "token-revoked"],
    [new TokenRefreshError(), "server-unreachable"],
    [new ConnectionError("fetch failed"), "server-unreachable"],
    [new HTTPError("", 502), "server-unreachable"],
    [new HTTPError("", 408), "server-unreachable"],
    [matrix("M_UNKNOWN", 500), "server-unreachable"],
    [new DOMException("", "AbortError"), "server-unreachable"],
    [matrix("M_TOO_LARGE", 413), "file-too-large"],
    [new HTTPError("", 413), "file-too-large"],
    [matrix("M_NOT_FOUND", 404), "not-found"],
    [matrix("M_BAD_JSON", 400), "bad-request"],
    [matrix("M_FORBIDDEN", 403), "forbidden"],
    [new HTTPError("", 403), "forbidden"],
    [new SyntaxError(), "not-matrix"],
    [new DOMException("", "QuotaExceededError"), "disk-full"],
    [new DOMException("", "NotReadableError"), "not-found"],
    [new TypeError("a bug of ours"), "unknown"],
    [undefined, "unknown"],
  ];
  for (const [error, code] of expected) assert.equal(toKonsilError(error).code, code);
});

test("[H2] 429 carries the time to wait, from the body, the header or by default", () => {
  const headers = new Headers({ "Retry-After": "3" });
  const waits = [
    matrix("M_LIMIT_EXCEEDED", 429, { retry_after_ms: 1234 }),
    new MatrixError({ errcode: "M_LIMIT_EXCEEDED" }, 429, undefined, undefined, headers),
    new HTTPError("", 429, headers),
    matrix("M_LIMIT_EXCEEDED", 429, { retry_after_ms: "nonsense" }),
  ].map((error) => toKonsilError(error).detail.retryAfterMs);
  assert.deepEqual(waits, [1234, 3000, 3000, 5000]);
});

test("[H2] 403 of somebody who is no longer in the room is not-a-member", () => {
  assert.equal(toKonsilError(matrix("M_FORBIDDEN", 403), { membership: "leave" }).code, "not-a-member");
  assert.equal(toKonsilError(matrix("M_FORBIDDEN", 403), { membership: "join" }).code, "forbidden");
});

test("[H2] what the caller stopped is aborted; a KonsilError stays what it is", () => {
  const known = new KonsilError("disk-full");
  const stopped = { signal: AbortSignal.abort() };
  assert.equal(toKonsilError(new ConnectionError("x"), stopped).code, "aborted");
  assert.equal(toKonsilError(known, stopped), known);
});

test("[H2] nothing that a server says passes", () => {
  const error = toKonsilError(matrix("M_FORBIDDEN", 403));
  assert.ok(!`${error.message}${error.stack ?? ""}${JSON.stringify(error)}`.includes("kanarienvogel"));
});
