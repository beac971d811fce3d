import { KonsilError, type ErrorCode } from "@konsil/protocol";
import {
  ConnectionError,
  HTTPError,
  MatrixError,
  safeGetRetryAfterMs,
  TokenRefreshError,
  TokenRefreshLogoutError,
} from "matrix-js-sdk/lib/http-api/errors.js";

const DEFAULT_RETRY_AFTER_MS = 5000;

export interface ErrorContext {
  /** The caller's own signal: only then is an AbortError the caller's wish. */
  readonly signal?: AbortSignal;
  /** Known membership of the room in question; anything but "join" turns a 403 into not-a-member. */
  readonly membership?: string;
}

/**
 * Whatever the SDK, `fetch` or our own code throws, as a code (Matrix CS API "Standard error response"). Texts of servers
 * are dropped: they name users and rooms.
 */
export function toKonsilError(error: unknown, context: ErrorContext = {}): KonsilError {
  if (error instanceof KonsilError) return error;
  if (context.signal?.aborted === true) return new KonsilError("aborted");
  if (error instanceof TokenRefreshLogoutError) return new KonsilError("token-revoked");
  if (error instanceof TokenRefreshError || error instanceof ConnectionError) {
    return new KonsilError("server-unreachable");
  }
  if (error instanceof HTTPError) return httpError(error, context);
  return new KonsilError(codeOfName(error));
}

function httpError(error: HTTPError, context: ErrorContext): KonsilError {
  const errcode = error instanceof MatrixError ? error.errcode : undefined;
  if (error.isRateLimitError() || error.httpStatus === 429) {
    return new KonsilError("rate-limited", { retryAfterMs: safeGetRetryAfterMs(error, DEFAULT_RETRY_AFTER_MS) });
  }
  switch (errcode) {
    case "M_UNKNOWN_TOKEN":
    case "M_MISSING_TOKEN":
    case "M_USER_DEACTIVATED":
      return new KonsilError("token-revoked");
    case "M_TOO_LARGE":
      return new KonsilError("file-too-large");
    case "M_FORBIDDEN":
      return new KonsilError(isOutside(context) ? "not-a-member" : "forbidden");
    case "M_NOT_FOUND":
      return new KonsilError("not-found");
    default:
      return new KonsilError(codeOfStatus(error.httpStatus ?? 0, context));
  }
}

function codeOfStatus(status: number, context: ErrorContext): ErrorCode {
  if (status === 401) return "token-revoked";
  if (status === 403) return isOutside(context) ? "not-a-member" : "forbidden";
  if (status === 404) return "not-found";
  if (status === 413) return "file-too-large";
  if (status === 400) return "bad-request";
  // 408 and 5xx: a proxy or the server is in trouble, nothing is wrong with what we asked.
  return status === 0 || status === 408 || status >= 500 ? "server-unreachable" : "unknown";
}

function isOutside(context: ErrorContext): boolean {
  return context.membership !== undefined && context.membership !== "join";
}

/** Errors that carry no status: told apart by name, which survives a structured clone. */
function codeOfName(error: unknown): ErrorCode {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  switch (name) {
    case "ConnectionError":
    // Our signal is not aborted: it was a time-out of the SDK.
    case "AbortError":
    case "TimeoutError":
    case "NetworkError":
      return "server-unreachable";
    case "SyntaxError":
      return "not-matrix";
    case "QuotaExceededError":
      return "disk-full";
    // A file that was chosen and has gone or changed since.
    case "NotReadableError":
    case "NotFoundError":
      return "not-found";
    default:
      return "unknown";
  }
}
