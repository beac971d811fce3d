import { deriveBytes } from "@konsil/sealed";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { PendingEventOrdering } from "matrix-js-sdk/lib/client.js";
import { SyncState } from "matrix-js-sdk/lib/sync.js";
import { CRYPTO_STORE_KEY } from "./key-names.ts";

/** Opens the crypto store, encrypted under the account's root key. The caller holds the tenant's lock. */
export async function openCrypto(client: MatrixClient, storePrefix: string, rootKey: CryptoKey): Promise<void> {
  await client.initRustCrypto({
    cryptoDatabasePrefix: `${storePrefix}:crypto`,
    storageKey: await deriveBytes(rootKey, CRYPTO_STORE_KEY, 32),
  });
}

/**
 * Starts /sync with one event a room: the largest single lever on start time. History comes on demand.
 * No threads: a thread reply of another client stands in the main line.
 */
export async function startSync(client: MatrixClient): Promise<void> {
  await client.startClient({
    initialSyncLimit: 1,
    lazyLoadMembers: true,
    pendingEventOrdering: PendingEventOrdering.Detached,
    disablePresence: true,
    threadSupport: false,
  });
}

/** The first /sync answer of the server, not the cached one. */
export function onFirstLiveSync(client: MatrixClient, act: () => void, signal: AbortSignal): void {
  const onSync = (state: SyncState, _before: SyncState | null, data?: { fromCache?: boolean }): void => {
    const isLive = (state === SyncState.Prepared && data?.fromCache !== true) || state === SyncState.Syncing;
    if (!isLive) return;
    client.off(ClientEvent.Sync, onSync);
    act();
  };
  client.on(ClientEvent.Sync, onSync);
  signal.addEventListener("abort", () => client.off(ClientEvent.Sync, onSync), { once: true });
}
