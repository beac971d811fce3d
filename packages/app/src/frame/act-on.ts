import type { PortBackend } from "@konsil/engine/client";
import type { ContextView } from "@konsil/patient";
import type { ChatBackend, FrameToHost, Intent } from "@konsil/protocol";
import type { createConversationPart } from "./conversation-part.ts";
import type { DraftPart } from "./draft-part.ts";
import type { createFilesPart } from "./files-part.ts";
import type { FrameStore } from "./frame-store.ts";
import type { createPeoplePart } from "./people-part.ts";
import type { createPicturesPart } from "./pictures-part.ts";
import type { createLinkPart } from "./link-part.ts";
import { problemOf } from "./problem-of.ts";
import { saveFile } from "./save-file.ts";
import type { createScreenPart } from "./screen-part.ts";
import type { createSendPart } from "./send-part.ts";
import type { createSessionPart } from "./session-part.ts";

/** Who does what for one session of the frame. */
export interface Parts {
  readonly store: FrameStore;
  readonly backend: ChatBackend & Pick<PortBackend, "leave">;
  readonly contextView: ContextView;
  readonly session: ReturnType<typeof createSessionPart>;
  readonly screen: ReturnType<typeof createScreenPart>;
  readonly people: ReturnType<typeof createPeoplePart>;
  readonly linking: ReturnType<typeof createLinkPart>;
  readonly conversation: ReturnType<typeof createConversationPart>;
  readonly pictures: ReturnType<typeof createPicturesPart>;
  readonly draft: DraftPart;
  readonly sending: ReturnType<typeof createSendPart>;
  readonly files: ReturnType<typeof createFilesPart>;
  readonly tellHost: (message: FrameToHost) => void;
  readonly signal: AbortSignal;
}

type Handlers = { readonly [Name in Intent["do"]]: (intent: Extract<Intent, { do: Name }>) => unknown };

/** The one place where an intent of the UI becomes an act. */
export function createActOn(parts: Parts): (intent: Intent) => void {
  const { store, backend, signal } = parts;
  const handlers: Handlers = {
    signIn: (intent) => parts.session.signIn(intent),
    signOut: () => parts.session.signOut(),
    setUpRecovery: () => parts.session.setUpRecovery(),
    finishRecoverySetup: () => parts.session.finishRecoverySetup(),
    unlockRecovery: ({ recoveryKey }) => parts.session.unlockRecovery(recoveryKey),
    answerCandidate: ({ yes }) => parts.contextView.answerCandidate(yes),
    readAgain: () => parts.contextView.readAgain(),
    show: ({ screen }) => parts.screen.show(screen),
    back: () => parts.screen.back(),
    searchPeople: ({ term }) => parts.people.search(term),
    startConversation: ({ people }) => parts.people.start(people),
    linkConversation: () => parts.linking.link(),
    acceptInvitations: ({ roomIds }) => parts.people.accept(roomIds),
    declineInvitations: ({ roomIds }) => parts.people.decline(roomIds),
    setDraft: ({ text }) => parts.draft.setText(text),
    replyTo: ({ key }) => parts.draft.replyTo(key),
    send: ({ now }) => parts.sending.send(now),
    focusComposer: () => parts.conversation.prepare(),
    rewriteHere: () => store.update({ stranded: null }),
    goToDraft: () => goToDraft(parts),
    discardDraft: () => parts.draft.discardStranded(),
    continueHere: () => parts.draft.continueHere(),
    offerFiles: ({ files }) => parts.files.offerChosen(files),
    setCaption: ({ text }) => parts.files.setCaption(text),
    confirmFiles: () => parts.files.confirm(),
    closeDialog: () => parts.files.close(),
    takeBack: ({ key }) => parts.sending.takeBack(key),
    sendNow: ({ key }) => parts.sending.sendNow(key),
    retry: ({ key }) => parts.sending.retry(key),
    discard: ({ key }) => discard(parts, key),
    cancelTransfer: ({ key }) => parts.sending.cancelTransfer(key),
    saveFile: ({ key }) => save(parts, key),
    needPicture: ({ key }) => parts.pictures.need(key),
    loadOlder: () => parts.conversation.loadOlder(),
    seen: ({ upTo }) => parts.conversation.seen(upTo),
    goToOpenRecord: () => parts.screen.goToOpenRecord(),
    retryConnection: () => backend.call("retryConnection", null, signal),
    closeToast: () => store.update({ toast: null, problem: null, notInvited: [] }),
    reload: () => location.reload(),
    close: () => parts.tellHost({ t: "close" }),
  };
  return (intent) => {
    const handle = handlers[intent.do] as (intent: Intent) => unknown;
    Promise.resolve(handle(intent)).catch((thrown: unknown) => {
      const problem = problemOf(thrown);
      if (problem.code !== "aborted") store.update({ problem });
    });
  };
}

/** Asked for once it opens the question, asked for by the question it acts. */
function discard(parts: Parts, key: Extract<Intent, { do: "discard" }>["key"]): unknown {
  const { dialog } = parts.store.state;
  if (dialog?.kind !== "confirm-discard" || dialog.key !== key) {
    parts.store.update({ dialog: { kind: "confirm-discard", key } });
    return undefined;
  }
  parts.store.update({ dialog: null });
  return parts.sending.discard(key);
}

function goToDraft(parts: Parts): void {
  const { stranded } = parts.store.state;
  if (!stranded) return;
  parts.store.update({ stranded: null });
  parts.screen.show({ at: "conversation", roomId: stranded.roomId });
}

async function save(parts: Parts, key: Extract<Intent, { do: "saveFile" }>["key"]): Promise<void> {
  const { timeline } = parts.store.state;
  const row = timeline?.rows.find((candidate) => candidate.key === key);
  if (!timeline || row?.kind !== "message" || !("name" in row.body)) return;
  const blob = await parts.backend.call("download", { roomId: timeline.roomId, key }, parts.signal);
  saveFile(blob, row.body.name);
  parts.store.update({ toast: { id: Date.now(), said: "saved" } });
}
