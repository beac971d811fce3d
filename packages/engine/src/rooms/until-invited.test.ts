import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { asRoomId, asUserId, type UserId } from "@konsil/protocol";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { untilInvited } from "./until-invited.ts";

const ROOM = asRoomId("!room:klinikum-nord.example");
const [NWOSU, PARK] = [asUserId("@nwosu:klinikum-nord.example"), asUserId("@park:klinikum-nord.example")];

/** A client that learns of members by sync, or only when it asks for all of them. */
class MemberClient extends EventEmitter {
  readonly #members = new Map<UserId, string>();
  /** What the server would say if it was asked for all members as of now. */
  atServer: readonly UserId[] = [];
  isKnown = true;

  getRoom(): unknown {
    if (!this.isKnown) return null;
    return {
      getMember: (userId: UserId) => ({ membership: this.#members.get(userId) }),
      clearLoadedMembersIfNeeded: () => Promise.resolve(),
      loadMembersIfNeeded: () => {
        for (const userId of this.atServer) this.#members.set(userId, "invite");
        return Promise.resolve(true);
      },
    };
  }

  sync(members: Readonly<Record<UserId, string>> = {}): void {
    for (const [userId, membership] of Object.entries(members)) this.#members.set(asUserId(userId), membership);
    this.emit(ClientEvent.Sync);
  }
}

function wait(client: MemberClient, people: readonly UserId[], signal = new AbortController().signal) {
  let outcome: boolean | undefined;
  const done = untilInvited(client as unknown as MatrixClient, ROOM, people, signal).then((now) => (outcome = now));
  return { done, isWaiting: () => outcome === undefined };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("[C1] nobody is written to before this client has seen the invitation", async () => {
  const client = new MemberClient();
  client.isKnown = false;
  const { done, isWaiting } = wait(client, [NWOSU, PARK]);
  await turn();
  client.isKnown = true;
  client.sync();
  await turn();
  client.sync({ [NWOSU]: "invite" });
  await turn();
  assert.equal(isWaiting(), true, "one of two is not enough");
  client.sync({ [PARK]: "leave" });
  assert.equal(await done, true, "who declined was seen as well");
});

test("[C1] whom a short sync leaves out is asked for", async () => {
  const client = new MemberClient();
  const { done } = wait(client, [NWOSU]);
  await turn();
  client.atServer = [NWOSU];
  client.sync();
  assert.equal(await done, true);
});

test("[C1] the end of the account ends the waiting, and leaves no listener", async () => {
  const client = new MemberClient();
  const stop = new AbortController();
  const { done } = wait(client, [NWOSU], stop.signal);
  await turn();
  stop.abort();
  assert.equal(await done, false);
  assert.equal(client.listenerCount(ClientEvent.Sync), 0);
});
