import { openSpool, type Spool } from "@konsil/sealed";
import type { ActiveAccount, Transfers } from "../seams.ts";
import { fetchMedia } from "../wire/fetch-media.ts";
import type { TransferList } from "./transfer-list.ts";
import { createTransfers } from "./transfers.ts";

/** @param spool for Node; default: the origin private file system. @throws KonsilError storage-blocked */
export async function createMatrixTransfers(
  account: ActiveAccount,
  list: TransferList,
  spool?: Spool,
): Promise<Transfers> {
  return createTransfers({
    list,
    spool: spool ?? (await openSpool(`${account.storePrefix}:downloads`)),
    fetchMedia: (mxc, signal) => fetchMedia(account.client, mxc, signal),
    signal: account.signal,
  });
}
