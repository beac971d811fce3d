import { Method } from "matrix-js-sdk/lib/http-api/method.js";
import { ClientPrefix } from "matrix-js-sdk/lib/http-api/prefix.js";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";

type Backup = { readonly rooms: Readonly<Record<string, { readonly sessions: Readonly<Record<string, unknown>> }>> };

const WITHIN_MS = 60_000;

/** Resolves when every message key of this device lies in the account's backup: another browser can then read all. */
export async function isBackedUp(client: MatrixClient): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!(await hasAllKeys(client))) {
    if (Date.now() > deadline) throw new Error("the key backup did not end");
    // The SDK uploads by itself, spread over some seconds.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function hasAllKeys(client: MatrixClient): Promise<boolean> {
  const crypto = client.getCrypto();
  const version = await crypto?.getActiveSessionBackupVersion();
  if (!crypto || !version) return false;
  const prefix = { prefix: ClientPrefix.V3 };
  const backup = await client.http.authedRequest<Backup>(Method.Get, "/room_keys/keys", { version }, undefined, prefix);
  const own = await crypto.exportRoomKeys();
  return own.every(({ room_id, session_id }) => backup.rooms[room_id]?.sessions[session_id] !== undefined);
}
