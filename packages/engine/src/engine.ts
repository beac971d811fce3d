// First: see there.
import "./matrix/silent-logger.ts";
import {
  KonsilError,
  type CallName,
  type ChatCalls,
  type HostIdentity,
  type SessionView,
  type TenantConfig,
  type Topic,
} from "@konsil/protocol";
import { openKeyRing, removeStores, type KeyRing, type KeyRingEntry } from "@konsil/sealed";
import { Account } from "./account.ts";
import { accountCalls } from "./account-calls.ts";
import { sameIdentity } from "./same-identity.ts";
import { sessionViewOf } from "./session/session-view.ts";
import { EngineSources } from "./sources.ts";
import { removeAccountStores, removeDeviceStores } from "./session/device-stores.ts";
import { openSessionStore, type EndedSession, type SessionStore, type StoredSession } from "./session/session-store.ts";
import { recoveryNeedOf, restoreKeys, setUpRecovery, unlockRecovery, type RecoveryNeed } from "./session/recovery.ts";
import { signIn } from "./session/sign-in.ts";
import { Turns } from "./turns.ts";

type Calls = {
  readonly [Name in CallName]: (input: ChatCalls[Name]["in"], signal: AbortSignal) => Promise<ChatCalls[Name]["out"]>;
};

interface OpenUser {
  readonly entry: KeyRingEntry;
  readonly sessions: SessionStore;
  readonly stop: AbortController;
}

type Restore = Extract<SessionView, { state: "ready" }>["restore"];

/** The engine of a tenant: at most one user of the host page at a time, at most one account open (safety S1). */
export class Engine {
  readonly #config: TenantConfig;
  readonly #ring: KeyRing;
  readonly sources: EngineSources;
  /** Whose turn it is; kept when opening failed, so that the page can be told. */
  #identity: HostIdentity | null = null;
  #user: OpenUser | null = null;
  #account: Account | null = null;
  #need: RecoveryNeed = "nothing";
  #restore: Restore = null;
  /** Only between sign-in and recovery set-up: the server may want it again for the signing keys. */
  #password: string | null = null;
  /** Opening, closing and signing in never overlap. */
  readonly #turns = new Turns();
  readonly #recovery = new Turns();

  private constructor(config: TenantConfig, ring: KeyRing) {
    this.#config = config;
    this.#ring = ring;
    this.sources = new EngineSources((roomId) => this.#account?.showTimeline(roomId));
    this.#show({ state: "starting" });
  }

  /** The caller holds the tenant's lock. @throws KonsilError storage-blocked */
  static async open(config: TenantConfig): Promise<Engine> {
    return new Engine(config, await openKeyRing(config.tenant));
  }

  source(topic: Topic): ReturnType<EngineSources["of"]> {
    return this.sources.of(topic);
  }

  isCurrent(identity: HostIdentity): boolean {
    return sameIdentity(this.#identity, identity);
  }

  /** Somebody's account is open, or was tried to be opened. */
  get hasUser(): boolean {
    return this.#identity !== null;
  }

  /** Opens the account of this user of the host page; another one's is closed first. What fails shows as `blocked`. */
  attach(identity: HostIdentity): Promise<void> {
    return this.#turns.run(async () => {
      if (this.#user && sameIdentity(this.#identity, identity)) return;
      await this.#closeUser();
      this.#identity = identity;
      try {
        await this.#openUser(identity);
      } catch (error) {
        await this.#closeUser();
        this.#identity = identity;
        this.#show({ state: "blocked", code: blockedCode(error) });
      }
    });
  }

  /** Nobody is looking any more, or another user comes: stores are written, nothing drains. */
  detach(): Promise<void> {
    return this.#turns.run(() => this.#closeUser());
  }

  call<Name extends CallName>(
    name: Name,
    input: ChatCalls[Name]["in"],
    signal: AbortSignal,
  ): Promise<ChatCalls[Name]["out"]> {
    return this.#calls[name](input, signal);
  }

  readonly #calls: Calls = {
    signIn: (input, signal) => this.#turns.run(() => this.#signIn(input, signal)),
    signOut: ({ wipe }) => this.#turns.run(() => this.#signOut(wipe)),
    // One after the other: two keys made at once would leave somebody with the wrong one on paper.
    setUpRecovery: () => this.#recovery.run(() => this.#setUpRecovery()),
    finishRecoverySetup: () => this.#recovery.run(() => this.#finishRecoverySetup()),
    unlockRecovery: (input) => this.#recovery.run(() => this.#unlockRecovery(input)),
    ...accountCalls(
      () => this.#mustBeReady(),
      () => this.#config,
    ),
  };

  async #openUser(identity: HostIdentity): Promise<void> {
    const entry = await this.#ring.loadOrCreate(identity.user);
    const stop = new AbortController();
    const sessions = await openSessionStore(entry.storePrefix, entry.rootKey, stop.signal);
    this.#user = { entry, sessions, stop };
    const stored = await sessions.read();
    if (stored?.state === "open") {
      await this.#openAccount(stored);
      return;
    }
    const reason = stored?.reason ?? ((await this.#ring.list()).length > 1 ? "other-user" : "never");
    this.#signedOut(reason, stored?.notSent ?? 0);
  }

  async #signIn(typed: ChatCalls["signIn"]["in"], signal: AbortSignal): Promise<null> {
    const user = this.#user;
    if (!user) throw new KonsilError("user-changed");
    const stored = await signIn(this.#config, typed, signal);
    await this.#closeAccount();
    await this.#clearFor(user, stored.userId);
    await user.sessions.write(stored);
    this.#password = typed.password;
    await this.#openAccount(stored);
    if (this.#need !== "setup") this.#password = null;
    return null;
  }

  /** A sign-in is a new device; rows that had not left stay and ask, unless another account takes the place. */
  async #clearFor({ entry, sessions }: OpenUser, userId: string): Promise<void> {
    const before = await sessions.read();
    const isSameAccount = before === undefined || before.userId === userId;
    await (isSameAccount ? removeDeviceStores(entry.storePrefix) : removeAccountStores(entry.storePrefix));
  }

  async #openAccount(stored: StoredSession): Promise<void> {
    const user = this.#user;
    if (!user || !this.#identity) return;
    this.#show({ state: "starting" });
    const account = await Account.open({
      config: this.#config,
      entry: user.entry,
      stored,
      sessions: user.sessions,
      sources: this.sources,
      hostSession: this.#identity.hostSession,
      onRevoked: (revoked) => void this.#turns.run(() => this.#revoked(revoked)),
    });
    this.#account = account;
    this.#need = stored.recovered ? "nothing" : "unknown";
    account.observeConnection(() => {
      this.#showState(account);
      if (this.#need === "unknown" && account.connection.state === "online") void this.#askNeed(account);
    });
    // Without an answer of the server it stays unknown, and is asked again with the first sync.
    if (this.#need === "unknown") await this.#askNeed(account);
    else this.#goLive(account);
    this.#showState(account);
  }

  async #askNeed(account: Account): Promise<void> {
    const need = await recoveryNeedOf(account.client).catch(() => "unknown" as const);
    if (this.#account !== account || this.#need !== "unknown") return;
    this.#need = need;
    this.#showState(account);
  }

  #goLive(account: Account): void {
    account.allowSending();
    void account.cases.secretReady().catch(() => undefined);
  }

  async #setUpRecovery(): Promise<{ recoveryKey: string }> {
    const account = this.#mustHaveAccount();
    if (this.#need !== "setup") throw new KonsilError("forbidden");
    const recoveryKey = await setUpRecovery(account.client, this.#password);
    await account.cases.secretReady();
    return { recoveryKey };
  }

  async #finishRecoverySetup(): Promise<null> {
    if (this.#need !== "setup") throw new KonsilError("forbidden");
    return this.#recovered();
  }

  async #unlockRecovery({ recoveryKey, openRoom }: ChatCalls["unlockRecovery"]["in"]): Promise<null> {
    const account = this.#mustHaveAccount();
    await unlockRecovery(account.client, account.holder, recoveryKey);
    await account.cases.secretReady();
    void restoreKeys(account, openRoom, (restore) => this.#restoring(account, restore));
    return this.#recovered();
  }

  async #recovered(): Promise<null> {
    const account = this.#mustHaveAccount();
    await account.markRecovered();
    account.holder.forget();
    this.#password = null;
    this.#need = "nothing";
    this.#showState(account);
    account.allowSending();
    return null;
  }

  #restoring(account: Account, restore: Restore): void {
    if (this.#account !== account) return;
    this.#restore = restore;
    this.#showState(account);
  }

  async #signOut(wipe: boolean): Promise<null> {
    const user = this.#user;
    if (!user) return null;
    const account = this.#account;
    const notSent = this.#notSent();
    if (account) await account.client.logout(false).catch(() => undefined);
    await this.#end(user, "signed-out", notSent);
    if (wipe) await this.#wipe(user);
    return null;
  }

  /** Nothing of this user stays on this device but an empty entry for the next sign-in. */
  async #wipe(user: OpenUser): Promise<void> {
    const identity = this.#identity;
    user.stop.abort();
    this.#user = null;
    if (identity) await this.#ring.remove(identity.user);
    await removeStores(user.entry.storePrefix);
    this.#signedOut("signed-out");
  }

  async #revoked(account: Account): Promise<void> {
    const user = this.#user;
    if (!user || this.#account !== account) return;
    await this.#end(user, "revoked", this.#notSent());
  }

  /** Message keys go with the session; rows that have not left stay and are counted. */
  async #end(user: OpenUser, reason: EndedSession["reason"], notSent: number): Promise<void> {
    const userId = this.#account?.userId;
    await this.#closeAccount();
    if (userId !== undefined) await user.sessions.write({ state: "ended", userId, reason, notSent });
    await removeDeviceStores(user.entry.storePrefix);
    this.#signedOut(reason, notSent);
  }

  #notSent(): number {
    const counts = this.sources.rooms.rows.map((row) => (row.kind === "conversation" ? row.notSent : null));
    return counts.reduce((sum, count) => sum + (count ? count.waiting + count.failed + count.asking : 0), 0);
  }

  async #closeUser(): Promise<void> {
    await this.#closeAccount();
    this.#user?.stop.abort();
    this.#user = null;
    this.#identity = null;
    this.#show({ state: "starting" });
  }

  async #closeAccount(): Promise<void> {
    const account = this.#account;
    this.#account = null;
    this.#password = null;
    this.#restore = null;
    await account?.close();
    this.sources.clear();
  }

  #signedOut(reason: Extract<SessionView, { state: "signed-out" }>["reason"], notSent = 0): void {
    this.#show({ state: "signed-out", reason, notSent, serverName: this.#config.homeserver.serverName });
  }

  #showState(account: Account): void {
    if (this.#account === account) this.#show(sessionViewOf(account, this.#need, this.#restore));
  }

  #show(view: SessionView): void {
    this.sources.session.set([view]);
  }

  #mustHaveAccount(): Account {
    if (!this.#account) throw new KonsilError("token-revoked");
    return this.#account;
  }

  #mustBeReady(): Account {
    const account = this.#mustHaveAccount();
    if (this.#need !== "nothing") throw new KonsilError("forbidden");
    return account;
  }
}

function blockedCode(error: unknown): "storage-blocked" | "worker-failed" {
  return error instanceof KonsilError && error.code === "storage-blocked" ? "storage-blocked" : "worker-failed";
}
