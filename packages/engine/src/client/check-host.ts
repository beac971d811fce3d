import { KonsilError } from "@konsil/protocol";

/** What a browser leaves away in an insecure context. */
interface HostAbilities {
  readonly isSecureContext: boolean;
  readonly crypto?: { readonly subtle?: SubtleCrypto };
  readonly navigator: { readonly locks?: LockManager };
}

/**
 * Can an engine live here? A plain-http host page makes even an https frame an insecure context; a browser that blocks
 * third-party storage refuses IndexedDB.
 * @throws KonsilError insecure-context, storage-blocked, worker-failed
 */
export async function checkHost(): Promise<void> {
  const host: HostAbilities = globalThis;
  if (!host.isSecureContext || host.crypto?.subtle === undefined || host.navigator.locks === undefined) {
    throw new KonsilError("insecure-context");
  }
  if (typeof SharedWorker !== "function") throw new KonsilError("worker-failed");
  await openAndClose("konsil:probe");
}

function openAndClose(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const blocked = (): void => reject(new KonsilError("storage-blocked"));
    try {
      const request = indexedDB.open(name);
      request.onerror = blocked;
      request.onblocked = blocked;
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    } catch {
      blocked();
    }
  });
}
