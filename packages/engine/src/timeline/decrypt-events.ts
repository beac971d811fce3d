import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";

/** Encrypted and not tried yet, or being tried: nothing can be said about it for the moment. */
export function isPending(event: MatrixEvent): boolean {
  // One that failed before stands in the timeline as unreadable until another attempt succeeds.
  if (event.isDecryptionFailure()) return false;
  return event.shouldAttemptDecryption() || event.isBeingDecrypted();
}

/** After a start from disk the SDK leaves read messages encrypted. Resolves when all were tried; failures stay in the events. */
export async function decryptEvents(client: MatrixClient, events: readonly MatrixEvent[]): Promise<void> {
  const pending = events.filter(isPending);
  if (pending.length === 0) return;
  // Newest first: that is what is on screen.
  await Promise.allSettled(pending.toReversed().map((event) => client.decryptEventIfNeeded(event)));
}
