import { KonsilError, type ErrorCode, type ErrorDetail } from "@konsil/protocol";

/** Folds whatever was thrown into a code that has words. */
export function problemOf(thrown: unknown): { code: ErrorCode; detail: ErrorDetail } {
  if (thrown instanceof KonsilError) return { code: thrown.code, detail: thrown.detail };
  return { code: "unknown", detail: {} };
}
