import type { ChatBackend, Intent, SessionView } from "@konsil/protocol";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { problemOf } from "./problem-of.ts";

/** Nothing painted outlives the word that there is no open session (safety S1). */
function heard(session: SessionView, { painted, rooms }: FrameState): Partial<FrameState> {
  if (session.state === "starting" || session.state === "ready") return {};
  return { isLive: true, painted: null, ...(rooms === painted?.rooms ? { rooms: [], roomsKnown: false } : {}) };
}

/** Sign-in and recovery: one form at a time, its error under it, what was typed stays in the field. */
export function createSessionPart(store: FrameStore, backend: ChatBackend, signal: AbortSignal) {
  backend.observe(
    { name: "session" },
    (event) => {
      const session = event.rows[0];
      // What is painted stays until the engine knows better.
      if (!session || (session.state === "starting" && store.state.painted !== null)) return;
      const left = session.state !== store.state.session.state;
      store.update({
        session,
        ...heard(session, store.state),
        ...(left ? { form: { busy: false, error: null, recoveryKey: null } } : {}),
      });
    },
    signal,
  );

  async function run(act: () => Promise<string | null>): Promise<void> {
    if (store.state.form.busy) return;
    store.update((state) => ({ form: { ...state.form, busy: true, error: null } }));
    try {
      const recoveryKey = await act();
      store.update((state) => ({
        form: { busy: false, error: null, recoveryKey: recoveryKey ?? state.form.recoveryKey },
      }));
    } catch (thrown) {
      store.update((state) => ({ form: { ...state.form, busy: false, error: problemOf(thrown) } }));
    }
  }

  const none = async (call: Promise<unknown>): Promise<null> => {
    await call;
    return null;
  };

  return {
    signIn: (intent: Extract<Intent, { do: "signIn" }>) =>
      run(() => none(backend.call("signIn", { user: intent.user, password: intent.password }, signal))),
    signOut: () => run(() => none(backend.call("signOut", { wipe: false }, signal))),
    setUpRecovery: () => run(async () => (await backend.call("setUpRecovery", null, signal)).recoveryKey),
    finishRecoverySetup: () => run(() => none(backend.call("finishRecoverySetup", null, signal))),
    unlockRecovery: (recoveryKey: string) => {
      const { screen } = store.state;
      const openRoom = screen.at === "conversation" ? screen.roomId : null;
      return run(() => none(backend.call("unlockRecovery", { recoveryKey, openRoom }, signal)));
    },
  };
}
