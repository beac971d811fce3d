import assert from "node:assert/strict";
import { test } from "node:test";
import { asUserId, KonsilError } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { inviteAll } from "../rooms/create-room.ts";
import { answerInvitations } from "../rooms/invitations.ts";
import { asRoomId } from "@konsil/protocol";
import { patiently } from "./patiently.ts";

const limited = (waitMs: number) => new MatrixError({ errcode: "M_LIMIT_EXCEEDED", retry_after_ms: waitMs }, 429);
const never = new AbortController().signal;
const isCode = (code: string) => (error: unknown) => error instanceof KonsilError && error.code === code;

test("[B15] a server that counts is waited for as long as it says", async () => {
  let tries = 0;
  const act = () => {
    tries += 1;
    return tries < 3 ? Promise.reject(limited(1)) : Promise.resolve("done");
  };
  assert.equal(await patiently(act, never), "done");
  assert.equal(tries, 3);
});

test("[B15] what is refused for good, or for too long, is not repeated", async () => {
  let tries = 0;
  const refuse = (error: Error) => () => {
    tries += 1;
    return Promise.reject(error);
  };
  await assert.rejects(patiently(refuse(new MatrixError({ errcode: "M_FORBIDDEN" }, 403)), never), isCode("forbidden"));
  await assert.rejects(patiently(refuse(limited(3_600_000)), never), isCode("rate-limited"));
  assert.equal(tries, 2);
});

test("[B15] waiting ends with the signal", async () => {
  const stop = new AbortController();
  const waiting = patiently(() => Promise.reject(limited(20_000)), stop.signal);
  setImmediate(() => stop.abort());
  await assert.rejects(waiting, isCode("aborted"));
});

test("[C6] fifty invitations are answered, a few at a time, and those that failed are named", async () => {
  const rooms = Array.from({ length: 50 }, (_, index) => asRoomId(`!${String(index)}:x`));
  let open = 0;
  let most = 0;
  const client = {
    joinRoom: async (roomId: string) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      if (roomId === "!7:x") throw new MatrixError({ errcode: "M_FORBIDDEN" }, 403);
    },
  } as unknown as MatrixClient;
  assert.deepEqual(await answerInvitations(client, rooms, "accept", never), ["!7:x"]);
  assert.ok(most > 1 && most <= 4);
});

test("[B12] one who cannot be invited keeps nobody else away", async () => {
  const invited: string[] = [];
  const client = {
    invite: (_roomId: string, userId: string) => {
      if (userId === "@b:x") return Promise.reject(new MatrixError({ errcode: "M_FORBIDDEN" }, 403));
      invited.push(userId);
      return Promise.resolve({});
    },
  } as unknown as MatrixClient;
  const people = ["@a:x", "@b:x", "@c:x"].map(asUserId);
  assert.deepEqual(await inviteAll(client, asRoomId("!r:x"), people, never), ["@b:x"]);
  assert.deepEqual(invited, ["@a:x", "@c:x"]);
});
