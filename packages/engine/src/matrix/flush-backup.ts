import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { RustBackupManager } from "matrix-js-sdk/lib/rust-crypto/backup.js";

const LOOK_EVERY_MS = 50;
const BACKUP_DELAY_MS = 300;

interface KeyCounts {
  readonly total: number;
  readonly backedUp: number;
}

/**
 * A message that leaves before its key is backed up cannot be read by this person's next device. The SDK waits up to 10 s
 * before it backs up a new key; a panel is often closed sooner.
 */
export function hastenBackup(): void {
  const manager: { maxBackupLoopStartDelayMillis: number } = RustBackupManager;
  manager.maxBackupLoopStartDelayMillis = BACKUP_DELAY_MS;
}

/** Resolves when every message key is backed up, or after the limit. Does nothing where no backup is running. */
export async function flushBackup(client: MatrixClient, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  try {
    const isBackedUp = (await client.getCrypto()?.getActiveSessionBackupVersion()) ?? null;
    if (isBackedUp === null) return;
    while (Date.now() < until) {
      const counts = await keyCounts(client);
      if (counts === undefined || counts.backedUp >= counts.total) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  } catch {
    // The crypto store was closed meanwhile; what is missing is backed up after the next start.
  }
}

/** The SDK tells only while keys are being uploaded, so its machine is asked. */
async function keyCounts(client: MatrixClient): Promise<KeyCounts | undefined> {
  const crypto: unknown = client.getCrypto();
  if (typeof crypto !== "object" || crypto === null || !("olmMachine" in crypto)) return undefined;
  const { olmMachine } = crypto as { olmMachine: { roomKeyCounts(): Promise<KeyCounts> } };
  return olmMachine.roomKeyCounts();
}
