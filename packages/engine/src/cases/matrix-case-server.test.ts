import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { asRoomId } from "@konsil/protocol";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomEvent } from "matrix-js-sdk/lib/models/room.js";
import { calculateKeyCheck } from "matrix-js-sdk/lib/secret-storage.js";
import { createMatrixCaseServer } from "./matrix-case-server.ts";

const ROOM = asRoomId("!room:example.org");
const SECRET = "de.konsil.case.key";
const RECORD = "de.konsil.case.v1";

/** Account data of one account and a client on it; the recovery key is held until it is forgotten. */
class AccountOnServer extends EventEmitter {
  readonly data = new Map<string, unknown>();
  readonly keys = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly paths: string[] = [];
  readonly cryptoCallbacks = {
    getSecretStorageKey: ({ keys }: { readonly keys: Record<string, unknown> }) => {
      const id = Object.keys(keys).find((candidate) => this.keys.has(candidate));
      return Promise.resolve(id === undefined ? null : [id, this.keys.get(id)]);
    },
  };
  readonly http = {
    authedRequest: (method: string, path: string, _query: unknown, body: unknown): Promise<unknown> => {
      this.paths.push(`${method} ${path}`);
      const type = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
      if (method === "PUT") this.data.set(type, structuredClone(body));
      const found = this.data.get(type);
      if (found !== undefined) return Promise.resolve(structuredClone(found));
      return Promise.reject(new MatrixError({ errcode: "M_NOT_FOUND" }, 404));
    },
  };

  async setUpRecovery(id: string): Promise<void> {
    const key = crypto.getRandomValues(new Uint8Array(32));
    this.keys.clear();
    this.keys.set(id, key);
    const { iv, mac } = await calculateKeyCheck(key);
    this.data.set(`m.secret_storage.key.${id}`, { algorithm: "m.secret_storage.v1.aes-hmac-sha2", iv, mac });
    this.data.set("m.secret_storage.default_key", { key: id });
  }

  get client(): MatrixClient {
    return this as unknown as MatrixClient;
  }

  getSafeUserId(): string {
    return "@anna:example.org";
  }

  getAccountData(): undefined {
    return undefined;
  }

  getRooms(): unknown[] {
    const event = new MatrixEvent({ type: RECORD, content: { v: 1 } });
    const withRecord = { roomId: ROOM, getAccountData: (type: string) => (type === RECORD ? event : undefined) };
    return [withRecord, { roomId: "!other:example.org", getAccountData: () => undefined }];
  }
}

test("[N2] the secret lies in secret storage: in clear nowhere, and there again for who has the recovery key", async () => {
  const account = new AccountOnServer();
  await account.setUpRecovery("k1");
  const server = createMatrixCaseServer(account.client, new AbortController().signal);
  assert.equal(await server.readSecret(), undefined);
  await server.writeSecret("Kanarienvogel");
  assert.equal((await server.readSecret())?.secret, "Kanarienvogel");
  assert.ok(!JSON.stringify([...account.data]).includes("Kanarienvogel"));
});

test("[N4] while secret storage is locked the secret cannot be read and is not taken for absent", async () => {
  const account = new AccountOnServer();
  await account.setUpRecovery("k1");
  const server = createMatrixCaseServer(account.client, new AbortController().signal);
  await server.writeSecret("a");
  account.keys.clear();
  await assert.rejects(server.readSecret());
  await assert.rejects(server.writeSecret("b"));
});

test("[N4] after recovery was set up anew, a secret left under the old key is to be stored again", async () => {
  const account = new AccountOnServer();
  await account.setUpRecovery("k1");
  const server = createMatrixCaseServer(account.client, new AbortController().signal);
  await server.writeSecret("a");
  const before = await server.readSecret();
  await account.setUpRecovery("k2");
  assert.equal(await server.readSecret(), undefined);
  await server.writeSecret("a");
  const after = await server.readSecret();
  assert.equal(after?.secret, "a");
  assert.notEqual(after.tag, before?.tag);
});

test("[N1] records are room account data, written for one room and heard of from each", async () => {
  const account = new AccountOnServer();
  const stop = new AbortController();
  const server = createMatrixCaseServer(account.client, stop.signal);
  assert.deepEqual([...server.records()], [[ROOM, { v: 1 }]]);
  await server.writeRecord(ROOM, { v: 1, iv: "i", ct: "c" });
  assert.deepEqual(account.paths, [
    "PUT /user/%40anna%3Aexample.org/rooms/!room%3Aexample.org/account_data/de.konsil.case.v1",
  ]);
  const heard: unknown[] = [];
  server.onRecord((roomId, content) => heard.push([roomId, content]));
  server.onSecretChanged((tag) => heard.push(tag));
  account.emit(RoomEvent.AccountData, new MatrixEvent({ type: RECORD, content: { v: 1 } }), { roomId: ROOM });
  account.emit(RoomEvent.AccountData, new MatrixEvent({ type: "m.tag", content: {} }), { roomId: ROOM });
  account.emit(ClientEvent.AccountData, new MatrixEvent({ type: SECRET, content: { encrypted: { k1: 1 } } }));
  account.emit(ClientEvent.AccountData, new MatrixEvent({ type: "m.direct", content: {} }));
  assert.deepEqual(heard, [[ROOM, { v: 1 }], '{"k1":1}']);
  stop.abort();
  assert.equal(account.listenerCount(RoomEvent.AccountData) + account.listenerCount(ClientEvent.AccountData), 0);
});
