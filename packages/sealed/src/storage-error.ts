import { KonsilError } from "@konsil/protocol";

/** What a browser's storage throws, as a code: full disk, or storage that is refused or broken. */
export function storageError(error: unknown): Error {
  if (error instanceof KonsilError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  switch (name) {
    case "QuotaExceededError":
      return new KonsilError("disk-full");
    case "AbortError":
      return new KonsilError("aborted");
    case "SealBrokenError":
      return error as Error;
    default:
      return new KonsilError("storage-blocked");
  }
}
