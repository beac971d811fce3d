import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { HTTPError } from "matrix-js-sdk/lib/http-api/errors.js";
import { safeGetRetryAfterMs } from "matrix-js-sdk/lib/http-api/errors.js";
import { SyncState } from "matrix-js-sdk/lib/sync.js";
import type { Connection } from "@konsil/protocol";

/** Outside of a browser nobody knows whether there is a network. */
const host: { readonly navigator?: { readonly onLine?: boolean } } = globalThis;

/** How the client stands with its server, from the states of /sync. */
export function observeConnection(
  client: MatrixClient,
  listener: (connection: Connection) => void,
  signal: AbortSignal,
): void {
  let current: Connection = { state: "connecting" };
  const tell = (next: Connection): void => {
    const lasts = next.state === current.state && next.state !== "rate-limited";
    current = lasts ? current : next;
    listener(current);
  };
  const onSync = (state: SyncState, _before: SyncState | null, data?: { error?: Error }): void => {
    tell(connectionOf(state, data?.error, Date.now()));
  };
  client.on(ClientEvent.Sync, onSync);
  signal.addEventListener("abort", () => client.off(ClientEvent.Sync, onSync), { once: true });
}

export function connectionOf(state: SyncState, error: Error | undefined, now: number): Connection {
  switch (state) {
    case SyncState.Prepared:
    case SyncState.Syncing:
      return { state: "online" };
    case SyncState.Catchup:
    case SyncState.Stopped:
      return { state: "connecting" };
    case SyncState.Reconnecting:
    case SyncState.Error:
      if (error instanceof HTTPError && error.isRateLimitError()) {
        return { state: "rate-limited", retryAt: now + safeGetRetryAfterMs(error, 5000) };
      }
      if (error instanceof HTTPError && (error.httpStatus ?? 0) >= 500) return { state: "server-down", since: now };
      return host.navigator?.onLine === false ? { state: "offline", since: now } : { state: "server-down", since: now };
    default:
      return state satisfies never;
  }
}
