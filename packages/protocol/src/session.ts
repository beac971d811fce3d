import type { Person } from "./person.ts";

export type Connection =
  | { readonly state: "online" }
  | { readonly state: "connecting" }
  | { readonly state: "offline"; readonly since: number }
  | { readonly state: "server-down"; readonly since: number }
  | { readonly state: "rate-limited"; readonly retryAt: number };

/** Progress of the bulk restore of old message keys. */
export interface KeyRestore {
  readonly doneKeys: number;
  readonly totalKeys: number;
}

export interface Account {
  readonly self: Person;
  readonly deviceId: string;
}

/** The one row of the `session` topic. */
export type SessionView =
  | { readonly state: "starting" }
  /** reason: why there is no session. `other-user`: the host's user has not signed in here yet (safety S1). */
  | {
      readonly state: "signed-out";
      readonly reason: "never" | "signed-out" | "revoked" | "other-user";
      readonly notSent: number;
      readonly serverName: string;
    }
  /** New account: cross-signing, secret storage and key backup are made in one guided step. */
  | { readonly state: "needs-recovery-setup"; readonly account: Account }
  /** Known account, new device: the recovery key unlocks old messages and signs the device. */
  | { readonly state: "needs-recovery-key"; readonly account: Account }
  | {
      readonly state: "ready";
      readonly account: Account;
      readonly connection: Connection;
      readonly restore: KeyRestore | null;
    }
  | {
      readonly state: "blocked";
      /** user-changed: another user of the host page, or a new host session, has taken over (safety S1). */
      readonly code: "storage-blocked" | "insecure-context" | "worker-failed" | "reload-needed" | "user-changed";
    };
