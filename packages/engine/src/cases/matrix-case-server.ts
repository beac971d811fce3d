import { asRoomId } from "@konsil/protocol";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { Method } from "matrix-js-sdk/lib/http-api/method.js";
import { RoomEvent } from "matrix-js-sdk/lib/models/room.js";
import { ServerSideSecretStorageImpl } from "matrix-js-sdk/lib/secret-storage.js";
import { toKonsilError } from "../wire/errors.ts";
import { CASE_RECORD_TYPE, CASE_SECRET_NAME, type CaseServer } from "./case-server.ts";
import { NetworkAccountData } from "./network-account-data.ts";

declare module "matrix-js-sdk/lib/@types/event.js" {
  interface SecretStorageAccountDataEvents {
    "de.konsil.case.key": { readonly encrypted: Record<string, never> };
  }
}

/** The patient index's server side on a Matrix client: room account data, and secret storage for its secret. */
export function createMatrixCaseServer(client: MatrixClient, signal: AbortSignal): CaseServer {
  const user = encodeURIComponent(client.getSafeUserId());
  // The SDK's own secret storage answers from what was synced; two devices that race must see what the server has.
  const accountData = new NetworkAccountData(client, signal);
  const storage = new ServerSideSecretStorageImpl(accountData, client.cryptoCallbacks);
  return {
    *records() {
      for (const room of client.getRooms()) {
        const event = room.getAccountData(CASE_RECORD_TYPE);
        if (event !== undefined) yield [asRoomId(room.roomId), event.getContent()];
      }
    },
    writeRecord: async (roomId, content) => {
      const path = `/user/${user}/rooms/${encodeURIComponent(roomId)}/account_data/${CASE_RECORD_TYPE}`;
      try {
        await client.http.authedRequest(Method.Put, path, undefined, { ...content }, { abortSignal: signal });
      } catch (error) {
        throw toKonsilError(error, { signal });
      }
    },
    onRecord: (listener) => {
      const heard: Parameters<typeof client.on<RoomEvent.AccountData>>[1] = (event, room) => {
        if (event.getType() === CASE_RECORD_TYPE) listener(asRoomId(room.roomId), event.getContent());
      };
      client.on(RoomEvent.AccountData, heard);
      signal.addEventListener("abort", () => client.off(RoomEvent.AccountData, heard), { once: true });
    },
    readSecret: async () => {
      const stored = await accountData.getAccountDataFromServer(CASE_SECRET_NAME);
      const current = await accountData.getAccountDataFromServer("m.secret_storage.default_key");
      // Secret storage was set up anew and this was left under the old key: it has to be stored again.
      if (!isUnder(current?.key, stored)) return undefined;
      const secret = await storage.get(CASE_SECRET_NAME);
      const tag = tagOf(stored);
      return secret === undefined || tag === undefined ? undefined : { secret, tag };
    },
    writeSecret: (secret) => storage.store(CASE_SECRET_NAME, secret),
    secretTag: () => tagOf(client.getAccountData(CASE_SECRET_NAME)?.getContent()),
    onSecretChanged: (listener) => {
      const heard: Parameters<typeof client.on<ClientEvent.AccountData>>[1] = (event) => {
        if (event.getType() === CASE_SECRET_NAME) listener(tagOf(event.getContent()));
      };
      client.on(ClientEvent.AccountData, heard);
      signal.addEventListener("abort", () => client.off(ClientEvent.AccountData, heard), { once: true });
    },
  };
}

function isUnder(keyId: string | undefined, stored: unknown): boolean {
  if (typeof stored !== "object" || stored === null || !("encrypted" in stored)) return false;
  const { encrypted } = stored;
  return keyId !== undefined && typeof encrypted === "object" && encrypted !== null && keyId in encrypted;
}

/** The ciphertext is new with every write. */
function tagOf(content: unknown): string | undefined {
  if (typeof content !== "object" || content === null || !("encrypted" in content)) return undefined;
  return JSON.stringify(content.encrypted);
}
