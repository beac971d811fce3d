import type { ActiveAccount } from "../seams.ts";
import { KonsilError, type KeyRestore, type RoomId } from "@konsil/protocol";
import type { BackupDecryptor, CryptoBackend } from "matrix-js-sdk/lib/common-crypto/CryptoBackend.js";
import { decodeRecoveryKey } from "matrix-js-sdk/lib/crypto-api/recovery-key.js";
import type { CryptoCallbacks, KeyBackupSession } from "matrix-js-sdk/lib/crypto-api/index.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { Method } from "matrix-js-sdk/lib/http-api/method.js";
import { ClientPrefix } from "matrix-js-sdk/lib/http-api/prefix.js";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { UIAuthCallback } from "matrix-js-sdk/lib/interactive-auth.js";
import { toKonsilError } from "../wire/errors.ts";

type RecoveryBytes = Uint8Array<ArrayBuffer>;

/** Holds the opened recovery key between the calls of the SDK, in memory only. */
export class RecoveryKeyHolder {
  #key: { id: string; bytes: RecoveryBytes } | null = null;

  readonly callbacks: CryptoCallbacks = {
    getSecretStorageKey: ({ keys }) => {
      const held = this.#key;
      return Promise.resolve(held && held.id in keys ? [held.id, held.bytes] : null);
    },
    cacheSecretStorageKey: (id, _info, bytes) => {
      this.#key = { id, bytes };
    },
  };

  hold(id: string, bytes: RecoveryBytes): void {
    this.#key = { id, bytes };
  }

  forget(): void {
    this.#key?.bytes.fill(0);
    this.#key = null;
  }
}

/** What the account needs before it can be used on this device; unknown until the server has answered once. */
export type RecoveryNeed = "nothing" | "setup" | "key" | "unknown";

/** Asks the server once after a new sign-in. */
export async function recoveryNeedOf(client: MatrixClient): Promise<RecoveryNeed> {
  const crypto = cryptoOf(client);
  const userId = client.getSafeUserId();
  if (!(await crypto.userHasCrossSigningKeys(userId, true))) return "setup";
  const device = await crypto.getDeviceVerificationStatus(userId, client.getDeviceId() ?? "");
  if (device?.signedByOwner !== true) return "key";
  // Signed by ourselves but the recovery key was never proven to be written down.
  return "setup";
}

/**
 * Cross-signing identity, secret storage and key backup in one step (CS API "Secrets", "Cross-signing", "Key backups").
 * @returns the recovery key as people write it down. @throws KonsilError
 */
export async function setUpRecovery(client: MatrixClient, password: string | null): Promise<string> {
  const crypto = cryptoOf(client);
  try {
    const ready = await crypto.isCrossSigningReady();
    await crypto.bootstrapCrossSigning({
      ...(ready ? {} : { setupNewCrossSigning: true }),
      authUploadDeviceSigningKeys: (makeRequest) => withPassword(client, password, makeRequest),
    });
    const recoveryKey = await crypto.createRecoveryKeyFromPassphrase();
    await crypto.bootstrapSecretStorage({
      createSecretStorageKey: () => Promise.resolve(recoveryKey),
      setupNewSecretStorage: true,
      setupNewKeyBackup: true,
    });
    if (recoveryKey.encodedPrivateKey === undefined) throw new KonsilError("unknown");
    return recoveryKey.encodedPrivateKey;
  } catch (error) {
    throw toKonsilError(error);
  }
}

type Upload = Parameters<UIAuthCallback<void>>[0];

/**
 * User-interactive authentication (CS API): asked without, then with the password that was just typed. Servers take the
 * first signing keys of an account without it.
 * @throws KonsilError bad-credentials when the password is wanted and not at hand any more: a new sign-in is needed
 */
async function withPassword(client: MatrixClient, password: string | null, makeRequest: Upload): Promise<void> {
  try {
    await makeRequest(null);
  } catch (error) {
    if (!(error instanceof MatrixError) || error.httpStatus !== 401 || !("flows" in error.data)) throw error;
    if (password === null) throw new KonsilError("bad-credentials");
    const user = { type: "m.id.user", user: client.getSafeUserId() };
    const session: unknown = error.data["session"];
    await makeRequest({
      type: "m.login.password",
      identifier: user,
      password,
      ...(typeof session === "string" ? { session } : {}),
    });
  }
}

/** Signs this device with what the recovery key opens and enables the backup. @throws KonsilError recovery-key-wrong */
export async function unlockRecovery(client: MatrixClient, holder: RecoveryKeyHolder, typed: string): Promise<void> {
  const bytes = decode(typed);
  try {
    const stored = await client.secretStorage.getKey();
    if (stored === null) throw new KonsilError("not-found");
    const [id, info] = stored;
    if (!(await client.secretStorage.checkKey(bytes, info))) throw new KonsilError("recovery-key-wrong");
    // Without the keys in it the SDK would make a new identity instead of reading the old one.
    if ((await client.secretStorage.isStored("m.cross_signing.master")) === null) throw new KonsilError("not-found");
    holder.hold(id, bytes);
    const crypto = cryptoOf(client);
    // The private keys are only taken where the public ones are known: asked for, whether or not somebody did before.
    await crypto.userHasCrossSigningKeys(client.getSafeUserId(), true);
    await crypto.bootstrapCrossSigning({});
    await crypto.loadSessionBackupPrivateKeyFromSecretStorage();
    await crypto.checkKeyBackupAndEnable();
  } catch (error) {
    throw toKonsilError(error);
  }
}

function decode(typed: string): RecoveryBytes {
  try {
    return decodeRecoveryKey(typed.replaceAll(/[\s\u00a0-]+/g, ""));
  } catch {
    throw new KonsilError("recovery-key-wrong");
  }
}

/** The SDK backs a key up within 10 s of its arrival. */
const BACKED_UP_WITHIN_MS = 12_000;

/** All old message keys in bulk: those of the open room first, then the whole backup in one request. */
export async function restoreKeys(
  account: ActiveAccount,
  openRoom: RoomId | null,
  onProgress: (restore: KeyRestore | null) => void,
): Promise<void> {
  const crypto = cryptoOf(account.client);
  try {
    if (openRoom !== null) await restoreRoom(account.client, crypto, openRoom);
    onProgress({ doneKeys: 0, totalKeys: 0 });
    await crypto.restoreKeyBackup({
      progressCallback: (progress) => {
        if ("total" in progress) onProgress({ doneKeys: progress.successes, totalKeys: progress.total });
      },
    });
  } catch {
    // Keys that are missing now are fetched one by one when their message is read.
  } finally {
    onProgress(null);
  }
  // Another device of ours may have been backing up a key just then.
  await pause(BACKED_UP_WITHIN_MS, account.signal);
  if (!account.signal.aborted) await crypto.restoreKeyBackup().catch(() => null);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

async function restoreRoom(client: MatrixClient, crypto: CryptoBackend, roomId: RoomId): Promise<void> {
  const [info, key] = await Promise.all([crypto.getKeyBackupInfo(), crypto.getSessionBackupPrivateKey()]);
  if (info?.version === undefined || key === null) return;
  const path = `/room_keys/keys/${encodeURIComponent(roomId)}`;
  const answer = await client.http.authedRequest<{ sessions?: Record<string, KeyBackupSession> }>(
    Method.Get,
    path,
    { version: info.version },
    undefined,
    { prefix: ClientPrefix.V3 },
  );
  const decryptor: BackupDecryptor = await crypto.getBackupDecryptor(info, key);
  try {
    const keys = await decryptor.decryptSessions(answer.sessions ?? {});
    for (const session of keys) session.room_id = roomId;
    await crypto.importBackedUpRoomKeys(keys, info.version);
  } finally {
    decryptor.free();
  }
}

/** The SDK types its crypto as the public half of what it is. @throws KonsilError unknown when there is none */
function cryptoOf(client: MatrixClient): CryptoBackend {
  const crypto = client.getCrypto();
  if (crypto === undefined) throw new KonsilError("unknown");
  return crypto as CryptoBackend;
}
