import * as v from "valibot";

/** Every way in which a call can fail. The words for people live in `look/words`, one entry for each code. */
export const errorCodes = [
  "aborted", // the caller cancelled
  "bad-credentials", // wrong user name or password (M_FORBIDDEN at /login)
  "server-unreachable", // no TCP, TLS, DNS, CORS or 5xx
  "not-matrix", // answers, but not as a Matrix server
  "rate-limited", // 429, see retryAfterMs
  "token-revoked", // M_UNKNOWN_TOKEN: the session was ended elsewhere
  "recovery-key-wrong", // well formed or not, it does not open the secret storage
  "file-too-large", // larger than m.upload.size, see limitBytes
  "upload-cut", // the connection broke while uploading
  "download-damaged", // SHA-256 of the ciphertext differs
  "not-found", // the server no longer has it
  "not-a-member", // 403: left or removed
  "forbidden", // any other 403
  "not-encrypted", // the room is not known to be encrypted: nothing is sent (safety E1)
  "ticket-missing", // safety P4
  "ticket-used",
  "ticket-expired",
  "wrong-patient", // binding of the ticket and of the room differ (safety P4)
  "already-sent", // take-back came too late
  "disk-full", // QuotaExceededError
  "storage-blocked", // IndexedDB refused by the browser
  "insecure-context", // no crypto.subtle, no locks
  "worker-failed", // the SharedWorker did not start
  "reload-needed", // another release has taken over
  "user-changed", // host user or host session is another one (safety S1)
  "bad-request", // our own bug: arguments did not parse
  "unknown",
] as const;

export type ErrorCode = (typeof errorCodes)[number];
export const errorCodeSchema = v.picklist(errorCodes);

export interface ErrorDetail {
  /** Milliseconds until a retry makes sense (429 `retry_after_ms`). */
  readonly retryAfterMs?: number;
  /** Bytes that the server accepts at most. */
  readonly limitBytes?: number;
}

/** An error that may cross a port. It carries a code and numbers, never a text of a person, a name or an id. */
export class KonsilError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(code);
    this.name = "KonsilError";
    this.code = code;
    this.detail = detail;
  }
}
