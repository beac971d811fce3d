import type { ErrorCode, KonsilError } from "@konsil/protocol";
import type { Progress } from "./outbox-record.ts";

/** What a failed attempt means for its row and its room. */
export type Verdict =
  /** The attempt was stopped by us. */
  | { readonly is: "stopped" }
  /** Again after a growing pause; a person or a network event may shorten it. */
  | { readonly is: "again" }
  /** Again at the time the server named. */
  | { readonly is: "later"; readonly afterMs: number }
  /** The session has ended: nothing of any room can leave. */
  | { readonly is: "session-over" }
  /** For a person to decide. */
  | { readonly is: "final"; readonly progress: Progress };

/** These heal by themselves now and then; after as many attempts a person is told. */
const PATIENCE: Partial<Record<ErrorCode, number>> = { "upload-cut": 4, unknown: 3, "not-encrypted": 12 };

/** @param attempts failed attempts in a row with this error, this one included. */
export function verdictOf(error: KonsilError, attempts: number): Verdict {
  switch (error.code) {
    case "aborted":
      return { is: "stopped" };
    case "rate-limited":
      return { is: "later", afterMs: error.detail.retryAfterMs ?? 5000 };
    case "token-revoked":
    case "user-changed":
      return { is: "session-over" };
    case "server-unreachable":
    case "not-matrix":
    case "disk-full":
    case "storage-blocked":
      return { is: "again" };
    default: {
      const patience = PATIENCE[error.code] ?? 1;
      return attempts < patience ? { is: "again" } : { is: "final", progress: failedAs(error) };
    }
  }
}

function failedAs(error: KonsilError): Progress {
  const { limitBytes } = error.detail;
  return {
    at: "failed",
    code: error.code,
    canRetry: error.code !== "file-too-large" && error.code !== "not-found",
    ...(limitBytes === undefined ? {} : { limitBytes }),
  };
}

/** 1, 2, 4 … 60 s. The first attempts for a room that is not yet known to be encrypted come sooner: the next sync tells. */
export function pauseMs(error: KonsilError, failures: number): number {
  const firstMs = error.code === "not-encrypted" ? 250 : 1000;
  return Math.min(firstMs * 2 ** (failures - 1), 60_000);
}
