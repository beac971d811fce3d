import assert from "node:assert/strict";
import type { SessionWorld } from "./backend-world.ts";
import { contractCases } from "./contract-cases.ts";
import { assertRefused } from "./send-text.ts";
import { Watch } from "./watch.ts";

const { test, cases } = contractCases<SessionWorld>();
export const sessionCases = cases;

const watchSession = (world: SessionWorld) => {
  const watch = Watch.on<"session">(world, { name: "session" });
  return {
    until: (state: string) => watch.until(([row]) => row?.state === state, `session ${state}`),
    now: () => watch.rows[0]?.state,
  };
};

/** Up to the recovery step, whichever of the two it is. */
async function signedIn(world: SessionWorld): Promise<ReturnType<typeof watchSession>> {
  const session = watchSession(world);
  await session.until("signed-out");
  await world.backend.call("signIn", { user: world.user, password: world.password });
  await session.until(world.recoveryKey === null ? "needs-recovery-setup" : "needs-recovery-key");
  return session;
}

async function settle(world: SessionWorld): Promise<void> {
  const { backend, recoveryKey } = world;
  if (recoveryKey === null) {
    await backend.call("setUpRecovery", null);
    await backend.call("finishRecoverySetup", null);
  } else {
    await backend.call("unlockRecovery", { recoveryKey, openRoom: null });
  }
}

test("[J10] a wrong password changes nothing, the right one leads to the recovery step", async (world) => {
  const session = watchSession(world);
  await session.until("signed-out");
  const wrong = world.backend.call("signIn", { user: world.user, password: `${world.password}x` });
  await assertRefused(wrong, "bad-credentials");
  assert.equal(session.now(), "signed-out");
  await signedIn(world);
});

test("[J10] before the recovery step is done nothing of the account is at hand", async (world) => {
  await assertRefused(world.backend.call("setUpRecovery", null), "token-revoked");
  await signedIn(world);
  const send = world.backend.call("discard", { key: "k-nobody-knows-this" as never });
  await assertRefused(send, "forbidden");
});

test("[J10] the recovery step leads to a session that is ready, also in disorder", async (world) => {
  const session = await signedIn(world);
  if (world.recoveryKey === null) {
    const first = await world.backend.call("setUpRecovery", null);
    const second = await world.backend.call("setUpRecovery", null);
    assert.notEqual(first.recoveryKey, second.recoveryKey);
    await world.backend.call("finishRecoverySetup", null);
  } else {
    const wrong = world.backend.call("unlockRecovery", { recoveryKey: "EsTz zzzz zzzz", openRoom: null });
    await assertRefused(wrong, "recovery-key-wrong");
    assert.equal(session.now(), "needs-recovery-key");
    const recoveryKey = `  ${world.recoveryKey}\n`;
    await world.backend.call("unlockRecovery", { recoveryKey, openRoom: null });
  }
  await session.until("ready");
});

test("[J10] signing out ends the session and says why", async (world) => {
  const session = await signedIn(world);
  await settle(world);
  await session.until("ready");
  await world.backend.call("signOut", { wipe: false });
  const [row] = await session.until("signed-out");
  assert.equal(row?.state === "signed-out" && row.reason, "signed-out");
});
