import type { FrameToHost } from "@konsil/protocol";
import type { FrameStore } from "./frame-store.ts";
import { acceptsDrop, viewOf } from "./view-of.ts";

/** What the host page learns: counts and states, told only when they change (safety F3). */
export function createStatusPart(store: FrameStore, tell: (message: FrameToHost) => void, signal: AbortSignal): void {
  let last = "";
  const report = (): void => {
    const { state } = store;
    const view = viewOf(state);
    const message: FrameToHost = {
      t: "status",
      unread: view.unreadTotal + view.invitations.length,
      notSent: view.allConversations.reduce((sum, room) => sum + room.notSent.failed + room.notSent.asking, 0),
      signedIn: state.session.state === "ready",
      offline:
        state.session.state === "ready" &&
        state.session.connection.state !== "online" &&
        state.session.connection.state !== "connecting",
      acceptsDrop: acceptsDrop(state),
    };
    const text = JSON.stringify(message);
    if (text === last) return;
    last = text;
    tell(message);
    if (state.session.state === "signed-out") tell({ t: "login-needed" });
  };
  store.observe(report, signal);
  report();
}
