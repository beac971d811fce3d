import { deriveBytes } from "@konsil/sealed";
import { ClientEvent, PendingEventOrdering, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { SyncState } from "matrix-js-sdk/lib/sync.js";
import { CRYPTO_STORE_KEY } from "./key-names.ts";

/** Opens the crypto store, encrypted under the account's root key. The caller holds the tenant's lock. */
export async function openCrypto(client: MatrixClient, storePrefix: string, rootKey: CryptoKey): Promise<void> {
  await client.initRustCrypto({
    cryptoDatabasePrefix: `${storePrefix}:crypto`,
    storageKey: await deriveBytes(rootKey, CRYPTO_STORE_KEY, 32),
  });
}

const VERSIONS_WITHIN_MS = 5000;

/**
 * Starts /sync with one event a room: the largest single lever on start time. History comes on demand.
 * No threads: a thread reply of another client stands in the main line.
 */
export async function startSync(client: MatrixClient): Promise<void> {
  // The SDK waits for /versions before it reads what was saved; behind a dead network that would be a minute and a half.
  const impatience = setTimeout(() => client.http.abort(), VERSIONS_WITHIN_MS);
  try {
    await client.startClient({
      initialSyncLimit: 1,
      lazyLoadMembers: true,
      pendingEventOrdering: PendingEventOrdering.Detached,
      disablePresence: true,
      threadSupport: false,
    });
  } finally {
    clearTimeout(impatience);
  }
}

/** A state of /sync that came from the server, not from what was saved. */
export function isLiveSync(state: SyncState, data: { readonly fromCache?: boolean } | undefined): boolean {
  return (state === SyncState.Prepared && data?.fromCache !== true) || state === SyncState.Syncing;
}

/** Acts once with the first /sync answer of the server. */
export function onFirstLiveSync(client: MatrixClient, act: () => void, signal: AbortSignal): void {
  const onSync = (state: SyncState, _before: SyncState | null, data?: { fromCache?: boolean }): void => {
    if (!isLiveSync(state, data)) return;
    client.off(ClientEvent.Sync, onSync);
    act();
  };
  client.on(ClientEvent.Sync, onSync);
  signal.addEventListener("abort", () => client.off(ClientEvent.Sync, onSync), { once: true });
}
