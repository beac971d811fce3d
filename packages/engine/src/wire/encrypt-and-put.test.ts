import assert from "node:assert/strict";
import { test } from "node:test";
import { KonsilError } from "@konsil/protocol";
import { ConnectionError, MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { FakeClient, ROOM } from "./client-world.ts";
import { encryptAndPut, type RoomSend, type SendOptions } from "./encrypt-and-put.ts";

const SEND: RoomSend = {
  roomId: ROOM,
  type: "m.room.message",
  content: { msgtype: "m.text", body: "Kalium 5,9" },
  transactionId: "txn/1",
};
const live: SendOptions = { signal: new AbortController().signal };
const refused = new KonsilError("not-encrypted");

test("[H1] [E1] ciphertext goes to the room under the stored transaction id, nothing else does", async () => {
  const fake = new FakeClient();
  assert.equal(await encryptAndPut(fake.client, SEND, live), "$1");
  assert.deepEqual(fake.requests, [
    {
      method: "PUT",
      path: "/rooms/!room%3Aexample.org/send/m.room.encrypted/txn%2F1",
      query: undefined,
      body: { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "sealed", session_id: "s" },
    },
  ]);
});

test("[H1] [E1] nothing leaves for a room that is not known, not encrypted or not yet synced as such", async () => {
  const change: ((fake: FakeClient) => void)[] = [
    (fake) => (fake.isRoomKnown = false),
    (fake) => (fake.isEncryptionKnown = false),
    (fake) => (fake.hasEncryptionEvent = false),
  ];
  for (const apply of change) {
    const fake = new FakeClient();
    apply(fake);
    await assert.rejects(encryptAndPut(fake.client, SEND, live), refused);
    assert.deepEqual(fake.requests, []);
  }
});

test("[H1] [E1] an SDK that does not encrypt, or leaves something in clear, is caught", async () => {
  const encryptions: FakeClient["encrypt"][] = [
    () => undefined,
    (event) => event.makeEncrypted("m.room.message", { ciphertext: "x" }, "c", "e"),
    (event) => event.makeEncrypted("m.room.encrypted", { ciphertext: "x", body: "clear" }, "c", "e"),
    (event) => event.makeEncrypted("m.room.encrypted", { msgtype: "m.text" }, "c", "e"),
  ];
  for (const encrypt of encryptions) {
    const fake = new FakeClient();
    fake.encrypt = encrypt;
    await assert.rejects(encryptAndPut(fake.client, SEND, live), refused);
    assert.deepEqual(fake.requests, []);
  }
});

test("[H1] [M2] beforeWire comes after encryption and before the first byte, and can stop it", async () => {
  const fake = new FakeClient();
  const order: string[] = [];
  const { encrypt } = fake;
  fake.encrypt = (event) => {
    order.push("encrypt");
    encrypt(event);
  };
  fake.answer = () => {
    order.push("put");
    return { event_id: "$1" };
  };
  const beforeWire = (): Promise<void> => {
    order.push("claim");
    return Promise.resolve();
  };
  await encryptAndPut(fake.client, SEND, { ...live, beforeWire });
  assert.deepEqual(order, ["encrypt", "claim", "put"]);
  const stop = { ...live, beforeWire: () => Promise.reject(new KonsilError("already-sent")) };
  await assert.rejects(encryptAndPut(fake.client, SEND, stop), new KonsilError("already-sent"));
  assert.equal(fake.requests.length, 1);
});

test("[H2] errors of server, network, crypto and caller come as codes", async () => {
  const forbidden = new MatrixError({ errcode: "M_FORBIDDEN" }, 403);
  const cases: [unknown, string, string][] = [
    [new ConnectionError("fetch failed"), "join", "server-unreachable"],
    [forbidden, "join", "forbidden"],
    [forbidden, "leave", "not-a-member"],
    [new Error("Cannot encrypt in !room:example.org"), "join", "unknown"],
  ];
  for (const [error, membership, code] of cases) {
    const fake = new FakeClient();
    fake.membership = membership;
    fake.answer = () => {
      throw error;
    };
    await assert.rejects(encryptAndPut(fake.client, SEND, live), { code });
  }
  const stopped = { signal: AbortSignal.abort() };
  await assert.rejects(encryptAndPut(new FakeClient().client, SEND, stopped), { code: "aborted" });
});

test("[H2] an answer without an event id is not of a Matrix server", async () => {
  for (const answer of [{}, null, "<html>", { event_id: 1 }]) {
    const fake = new FakeClient();
    fake.answer = () => answer;
    await assert.rejects(encryptAndPut(fake.client, SEND, live), { code: "not-matrix" });
  }
});
