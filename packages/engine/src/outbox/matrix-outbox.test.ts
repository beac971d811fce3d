import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { asUserId, type CaseBinding } from "@konsil/protocol";
import { createMemorySpool, createRootKey } from "@konsil/sealed";
import { ClientEvent } from "matrix-js-sdk/lib/client.js";
import { ConnectionError, MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { SyncState } from "matrix-js-sdk/lib/sync.js";
import { TransferList } from "../transfers/transfer-list.ts";
import { FakeClient, ROOM } from "../wire/client-world.ts";
import { createMatrixOutbox } from "./matrix-outbox.ts";
import { createMemoryOutboxStore } from "./memory-outbox-store.ts";
import { headerEntry, PATIENT, textEntry } from "./outbox-fixtures.ts";
import { until } from "./outbox-world.ts";
import type { DrainingOutbox } from "./outbox.ts";

const today = (): { createdAt: number; notBefore: number; askAfter: number } => {
  const now = Date.now();
  return { createdAt: now, notBefore: now, askAfter: now + 1_800_000 };
};

async function start(fake: FakeClient, bound: CaseBinding[] = []): Promise<[DrainingOutbox, EventEmitter]> {
  const events = new EventEmitter();
  const account = {
    client: Object.assign(events, fake.client),
    userId: asUserId("@anna:example.org"),
    deviceId: "D",
    storePrefix: "p",
    rootKey: await createRootKey(),
    hostSession: "session-1",
    signal: new AbortController().signal,
  };
  const cases = {
    put: (_roomId: unknown, binding: CaseBinding) => {
      bound.push(binding);
      return Promise.resolve();
    },
  };
  const memory = { store: createMemoryOutboxStore(), spool: createMemorySpool() };
  return [await createMatrixOutbox(account, { transfers: new TransferList(), cases, ...memory }), events];
}

test("[O13] [C1] a delivered header binds the room in the index and leaves its pointer in the room", async () => {
  const fake = new FakeClient();
  const bound: CaseBinding[] = [];
  const [outbox] = await start(fake, bound);
  const header = headerEntry(today());
  await outbox.add(header);
  outbox.open();
  await until(() => fake.requests.length === 2);
  assert.match(fake.requests[0]?.path ?? "", /\/send\/m\.room\.encrypted\//);
  assert.match(fake.requests[1]?.path ?? "", /\/state\/de\.konsil\.case\/$/);
  assert.deepEqual(bound, [{ key: header.patientKey, patient: PATIENT, headerEventId: "$1", origin: "own" }]);
  await outbox.close();
});

test("[O13] without the right to set the pointer the header is done all the same", async () => {
  const fake = new FakeClient();
  fake.answer = ({ path }) => {
    if (path.includes("/state/")) throw new MatrixError({ errcode: "M_FORBIDDEN" }, 403);
    return { event_id: "$1" };
  };
  const [outbox] = await start(fake);
  await outbox.add(headerEntry(today()));
  outbox.open();
  await until(() => fake.requests.length === 2);
  await outbox.close();
  assert.equal(fake.requests.length, 2);
});

test("[O9] when sync comes back the pause of an unreachable server ends", async () => {
  const fake = new FakeClient();
  let failures = 6;
  fake.answer = () => {
    if ((failures -= 1) >= 0) throw new ConnectionError("away");
    return { event_id: "$1" };
  };
  const [outbox, client] = await start(fake);
  await outbox.add(textEntry(today()));
  outbox.open();
  // Six pauses are 63 s; the test lasts as long as none of them.
  await until(() => {
    client.emit(ClientEvent.Sync, SyncState.Syncing, SyncState.Error);
    return outbox.rows(ROOM)[0]?.send.at === "sent";
  });
  await outbox.close();
});
