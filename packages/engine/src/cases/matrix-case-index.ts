import { systemClock } from "../outbox/clock.ts";
import type { ActiveAccount } from "../seams.ts";
import { createCaseIndex, type SettlingCaseIndex } from "./case-index.ts";
import { openCaseMirror, type CaseMirror } from "./case-mirror.ts";
import { createMatrixCaseServer } from "./matrix-case-server.ts";

/**
 * The patient index of a signed-in account. Call `load` at once and `secretReady` whenever secret storage is open.
 * @param mirror for Node; default: IndexedDB. @throws KonsilError storage-blocked
 */
export async function createMatrixCaseIndex(account: ActiveAccount, mirror?: CaseMirror): Promise<SettlingCaseIndex> {
  const { client, storePrefix, rootKey, signal } = account;
  return createCaseIndex({
    server: createMatrixCaseServer(client, signal),
    mirror: mirror ?? (await openCaseMirror(storePrefix, rootKey, signal)),
    clock: systemClock,
    signal,
  });
}
