import assert from "node:assert/strict";
import { test } from "node:test";
import { asEventId } from "@konsil/protocol";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { FakeClient, ROOM } from "./client-world.ts";
import { putCasePointer } from "./put-case-pointer.ts";

const live = new AbortController().signal;

test("[H1] [C1] the pointer in unencrypted state holds the header's event id and nothing else", async () => {
  const fake = new FakeClient();
  await putCasePointer(fake.client, ROOM, asEventId("$header"), live);
  const path = "/rooms/!room%3Aexample.org/state/de.konsil.case/";
  assert.deepEqual(fake.requests, [{ method: "PUT", path, query: undefined, body: { event_id: "$header" } }]);
});

test("[H2] without the right to set state it is forbidden", async () => {
  const fake = new FakeClient();
  fake.answer = () => {
    throw new MatrixError({ errcode: "M_FORBIDDEN" }, 403);
  };
  await assert.rejects(putCasePointer(fake.client, ROOM, asEventId("$h"), live), { code: "forbidden" });
});
