import { KonsilError, type Account, type Connection, type Person, type SessionView } from "@konsil/protocol";

/** Where a fake begins: signed in already, or before the first sign-in of an account. */
export type FakeBeginning = "ready" | "new-account" | "known-account";

export interface FakeSessionOptions {
  readonly self: Person;
  readonly begins: FakeBeginning;
  readonly password: string;
  readonly recoveryKey: string;
  readonly show: (view: SessionView) => void;
}

/** Sign-in, recovery step and sign-out, as the engine walks through them. */
export class FakeSession {
  readonly #options: FakeSessionOptions;
  #isSettled: boolean;
  #offered: string | null = null;
  #knownKey: string | null;
  #view: SessionView;
  #keysMade = 0;

  constructor(options: FakeSessionOptions) {
    this.#options = options;
    this.#isSettled = options.begins === "ready";
    this.#knownKey = options.begins === "new-account" ? null : options.recoveryKey;
    this.#view = this.#isSettled ? this.#ready({ state: "online" }) : this.#signedOut("never", 0);
    options.show(this.#view);
  }

  get view(): SessionView {
    return this.#view;
  }

  /** @throws KonsilError token-revoked, forbidden: as an engine says it before the account is ready */
  mustBeReady(): void {
    if (this.#view.state === "ready") return;
    throw new KonsilError(this.#view.state === "signed-out" ? "token-revoked" : "forbidden");
  }

  connection(connection: Connection): void {
    if (this.#view.state === "ready") this.#show(this.#ready(connection));
  }

  signIn({ user, password }: { readonly user: string; readonly password: string }): void {
    const { self } = this.#options;
    const isUser = user.trim() === self.userId || `@${user.trim()}:${self.server}` === self.userId;
    if (!isUser || password !== this.#options.password) throw new KonsilError("bad-credentials");
    const account = this.#account();
    if (this.#knownKey === null) this.#show({ state: "needs-recovery-setup", account });
    else if (this.#isSettled) this.#show(this.#ready({ state: "online" }));
    else this.#show({ state: "needs-recovery-key", account });
  }

  signOut(reason: "signed-out" | "revoked", notSent: number): void {
    // The next sign-in makes a new device, which needs the key again.
    this.#isSettled = false;
    this.#show(this.#signedOut(reason, notSent));
  }

  /** Each time another key: the last one counts. */
  setUpRecovery(): string {
    this.#mustHaveAccount();
    this.#keysMade += 1;
    this.#offered = `${this.#options.recoveryKey} ${String(this.#keysMade)}`;
    return this.#offered;
  }

  finishRecoverySetup(): void {
    this.#mustHaveAccount();
    this.#knownKey = this.#offered ?? this.#knownKey;
    this.#settle();
  }

  unlockRecovery(recoveryKey: string): void {
    this.#mustHaveAccount();
    if (squeezed(recoveryKey) !== squeezed(this.#knownKey ?? "")) throw new KonsilError("recovery-key-wrong");
    this.#settle();
  }

  #settle(): void {
    this.#isSettled = true;
    this.#show(this.#ready({ state: "online" }));
  }

  #mustHaveAccount(): void {
    if (!("account" in this.#view)) throw new KonsilError("token-revoked");
  }

  #account(): Account {
    return { self: this.#options.self, deviceId: "FAKEDEVICE" };
  }

  #ready(connection: Connection): SessionView {
    return { state: "ready", account: this.#account(), connection, restore: null };
  }

  #signedOut(reason: "never" | "signed-out" | "revoked", notSent: number): SessionView {
    return { state: "signed-out", reason, notSent, serverName: this.#options.self.server };
  }

  #show(view: SessionView): void {
    this.#view = view;
    this.#options.show(view);
  }
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, "");
