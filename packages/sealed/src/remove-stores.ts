import { deleteDB } from "idb";
import { removeSpools } from "./spool/opfs-spool.ts";

/** Deletes every database and the spool of an account: sign-out with wipe. Engine and views must have closed them. */
export async function removeStores(storePrefix: string): Promise<void> {
  const databases = await indexedDB.databases();
  const own = databases.map((database) => database.name ?? "").filter((name) => isUnder(name, storePrefix));
  await Promise.all(own.map((name) => deleteDB(name)));
  await removeSpools(storePrefix);
}

/** The crypto store of the SDK uses `::` behind the prefix, ours `:`. */
function isUnder(name: string, storePrefix: string): boolean {
  return name === storePrefix || name.startsWith(`${storePrefix}:`);
}
