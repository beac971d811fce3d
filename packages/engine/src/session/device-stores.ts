import { removeSpools, removeStores } from "@konsil/sealed";

/**
 * Removes what belonged to a device that is gone. Keys of a device are never used by another one: a new sign-in is a new
 * device and starts with an empty crypto store; message keys of an ended session do not stay on disk.
 */
export async function removeDeviceStores(storePrefix: string): Promise<void> {
  await removeStores(`${storePrefix}:crypto`);
  await removeStores(`${storePrefix}:sync`);
  await removeStores(`${storePrefix}:snapshot`);
  await removeSpools(`${storePrefix}:downloads`);
}

/** Removes what belonged to a Matrix account, for another one in its place. Drafts stay: their rooms are not shown. */
export async function removeAccountStores(storePrefix: string): Promise<void> {
  await removeDeviceStores(storePrefix);
  await removeStores(`${storePrefix}:outbox`);
  await removeStores(`${storePrefix}:cases`);
}
