import type { SessionView } from "@konsil/protocol";
import type { Account } from "../account.ts";
import type { RecoveryNeed } from "./recovery.ts";

type Restore = Extract<SessionView, { state: "ready" }>["restore"];

/** The row of the `session` topic of an account that is open. */
export function sessionViewOf(account: Account, need: RecoveryNeed, restore: Restore): SessionView {
  const who = { self: account.people.self(), deviceId: account.deviceId };
  switch (need) {
    case "setup":
      return { state: "needs-recovery-setup", account: who };
    case "key":
      return { state: "needs-recovery-key", account: who };
    case "unknown":
      return { state: "starting" };
    case "nothing":
      return { state: "ready", account: who, connection: account.connection, restore };
    default:
      return need satisfies never;
  }
}
