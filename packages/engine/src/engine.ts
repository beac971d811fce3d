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
import { sessionViewOf } from "./session/session-view.ts";
import { EngineSources } from "./sources.ts";
import { openSessionStore, type SessionStore } from "./session/session-store.ts";
import { recoveryNeedOf, restoreKeys, setUpRecovery, unlockRecovery, type RecoveryNeed } from "./session/recovery.ts";
import { signIn } from "./session/sign-in.ts";

type Calls = {
  readonly [Name in CallName]: (input: ChatCalls[Name]["in"], signal: AbortSignal) => Promise<ChatCalls[Name]["out"]>;
};

interface OpenUser {
  readonly identity: HostIdentity;
  readonly entry: KeyRingEntry;
  readonly sessions: SessionStore;
  readonly stop: AbortController;
}

const sameIdentity = (a: HostIdentity | null, b: HostIdentity): boolean =>
  a !== null && a.user === b.user && a.hostSession === b.hostSession;

/** The engine of a tenant: at most one user of the host page at a time, at most one account open (safety S1). */
export class Engine {
  readonly #config: TenantConfig;
  readonly #ring: KeyRing;
  readonly sources: EngineSources;
  #user: OpenUser | null = null;
  #account: Account | null = null;
  #need: RecoveryNeed = "nothing";
  /** Only between sign-in and recovery set-up: the server wants it again for the signing keys. */
  #password: string | null = null;
  #turn: Promise<unknown> = Promise.resolve();

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
    return sameIdentity(this.#user?.identity ?? null, identity);
  }

  /** Opens the account of this user of the host page; another one's is closed first. */
  attach(identity: HostIdentity): Promise<void> {
    return this.#inTurn(async () => {
      if (sameIdentity(this.#user?.identity ?? null, identity)) return;
      await this.#closeUser();
      const entry = await this.#ring.loadOrCreate(identity.user);
      const stop = new AbortController();
      const sessions = await openSessionStore(entry.storePrefix, entry.rootKey, stop.signal);
      this.#user = { identity, entry, sessions, stop };
      const stored = await sessions.read();
      if (stored) await this.#openAccount(stored);
      else this.#signedOut("never");
    });
  }

  /** Nobody is looking any more, or another user comes: stores are written, nothing drains. */
  detach(): Promise<void> {
    return this.#inTurn(() => this.#closeUser());
  }

  call<Name extends CallName>(
    name: Name,
    input: ChatCalls[Name]["in"],
    signal: AbortSignal,
  ): Promise<ChatCalls[Name]["out"]> {
    return this.#calls[name](input, signal);
  }

  readonly #calls: Calls = {
    signIn: (input, signal) => this.#inTurn(() => this.#signIn(input, signal)),
    signOut: ({ wipe }) => this.#inTurn(() => this.#signOut(wipe)),
    setUpRecovery: async () => {
      const account = this.#mustHaveAccount();
      const recoveryKey = await setUpRecovery(account.client, this.#password);
      await account.cases.secretReady();
      return { recoveryKey };
    },
    finishRecoverySetup: () => this.#recovered(),
    unlockRecovery: async ({ recoveryKey, openRoom }) => {
      const account = this.#mustHaveAccount();
      await unlockRecovery(account.client, account.holder, recoveryKey);
      await account.cases.secretReady();
      const restored = restoreKeys(account, openRoom, (restore) => this.#showReady(account, restore));
      const result = await this.#recovered();
      void restored;
      return result;
    },
    ...accountCalls(
      () => this.#mustBeReady(),
      () => this.#config,
    ),
  };

  async #signIn(typed: ChatCalls["signIn"]["in"], signal: AbortSignal): Promise<null> {
    if (!this.#user) throw new KonsilError("user-changed");
    const stored = await signIn(this.#config, typed, signal);
    await this.#closeAccount();
    await this.#user.sessions.write(stored);
    this.#password = typed.password;
    await this.#openAccount(stored);
    return null;
  }

  async #openAccount(stored: Parameters<SessionStore["write"]>[0]): Promise<void> {
    const user = this.#user;
    if (!user) return;
    this.#show({ state: "starting" });
    const account = await Account.open({
      config: this.#config,
      entry: user.entry,
      stored,
      sessions: user.sessions,
      sources: this.sources,
      hostSession: user.identity.hostSession,
      onRevoked: () => void this.#inTurn(() => this.#revoked()),
    });
    this.#account = account;
    // Without an answer of the server a session that was never settled asks again at the next start.
    this.#need = stored.recovered ? "nothing" : await recoveryNeedOf(account.client).catch(() => "key" as const);
    account.observeConnection(() => this.#showReady(account, null));
    this.#showReady(account, null);
    if (this.#need === "nothing") this.#goLive(account);
  }

  #goLive(account: Account): void {
    account.allowSending();
    void account.cases.secretReady().catch(() => undefined);
  }

  async #recovered(): Promise<null> {
    const account = this.#mustHaveAccount();
    await account.markRecovered();
    account.holder.forget();
    this.#password = null;
    this.#need = "nothing";
    this.#showReady(account, null);
    account.allowSending();
    return null;
  }

  async #signOut(wipe: boolean): Promise<null> {
    const user = this.#user;
    const account = this.#account;
    if (account) await account.client.logout(false).catch(() => undefined);
    await this.#closeAccount();
    await user?.sessions.remove();
    if (user && wipe) await this.#wipe(user);
    else this.#signedOut("signed-out");
    return null;
  }

  async #wipe(user: OpenUser): Promise<void> {
    this.#user = null;
    user.stop.abort();
    await this.#ring.remove(user.identity.user);
    await removeStores(user.entry.storePrefix);
    this.#show({ state: "starting" });
  }

  async #revoked(): Promise<void> {
    if (!this.#account) return;
    const notSent = this.#notSent();
    await this.#closeAccount();
    await this.#user?.sessions.remove();
    this.#signedOut("revoked", notSent);
  }

  #notSent(): number {
    const counts = this.sources.rooms.rows.map((row) => (row.kind === "conversation" ? row.notSent : null));
    return counts.reduce((sum, count) => sum + (count ? count.waiting + count.failed + count.asking : 0), 0);
  }

  async #closeUser(): Promise<void> {
    await this.#closeAccount();
    this.#user?.stop.abort();
    this.#user = null;
    this.#show({ state: "starting" });
  }

  async #closeAccount(): Promise<void> {
    const account = this.#account;
    this.#account = null;
    this.#password = null;
    await account?.close();
    this.sources.clear();
  }

  #signedOut(reason: "never" | "signed-out" | "revoked", notSent = 0): void {
    this.#show({ state: "signed-out", reason, notSent, serverName: this.#config.homeserver.serverName });
  }

  #showReady(account: Account, restore: Extract<SessionView, { state: "ready" }>["restore"]): void {
    if (this.#account === account) this.#show(sessionViewOf(account, this.#need, restore));
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

  /** Opening, closing and signing in never overlap. */
  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(act, act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
