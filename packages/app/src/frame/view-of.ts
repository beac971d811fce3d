import { findSimilar } from "@konsil/patient";
import type { BannerView, Conversation, ConversationView, Invitation, PanelView, Patient } from "@konsil/protocol";
import { closedReason, composerOf, openPatient } from "./composer-of.ts";
import type { FrameState } from "./frame-state.ts";
import { rowsWithSecuring } from "./securing-rows.ts";

const isConversation = (row: { kind: string }): row is Conversation => row.kind === "conversation";

/** Pure: what the panel draws for a state. */
export function viewOf(state: FrameState): PanelView {
  const conversations = state.rooms.filter(isConversation).toSorted((a, b) => b.lastAt - a.lastAt);
  const open = listedKey(state.context);
  const about = open === null ? [] : conversations.filter((room) => room.binding?.key === open);
  return {
    locale: state.locale,
    practiceName: state.config.name,
    session: state.session,
    form: state.form,
    context: state.context,
    hostSilent: state.hostSilent,
    similar: similarTo(state, conversations),
    screen: state.screen,
    recordConversations: about,
    allConversations: conversations,
    invitations: state.rooms.filter((row): row is Invitation => row.kind === "invitation"),
    // That there is none, only the engine can say.
    roomsKnown: state.roomsKnown && (state.isLive || about.length > 0 || state.screen.at === "all"),
    draftRooms: state.draftRooms,
    unreadTotal: conversations.reduce((sum, room) => sum + room.unread.count, 0),
    search: state.search,
    conversation: conversationOf(state),
    banner: bannerOf(state, conversations),
    dialog: state.dialog,
    toast: state.toast,
    dropZone: state.drag === "none" ? "hidden" : acceptsDrop(state) ? "ready" : "refused",
    closable: state.embedded,
  };
}

/** Key of the record that is open and certain; null otherwise. */
export function recordKey(state: FrameState): string | null {
  return state.context.state === "confirmed" ? state.context.reading.key : null;
}

/** Key of the record whose conversations are listed: also of one that is not certain, where nothing can be written. */
function listedKey(context: FrameState["context"]): string | null {
  switch (context.state) {
    case "candidate":
    case "confirmed":
    case "stale":
      return context.reading.key;
    case "none":
    case "loading":
    case "conflict":
    case "fromConversation":
      return null;
    default:
      return context satisfies never;
  }
}

/** The conversation on screen; undefined when none is or its room is not known (yet). */
export function openConversation(state: FrameState): Conversation | undefined {
  const { screen } = state;
  if (screen.at !== "conversation") return undefined;
  return state.rooms.filter(isConversation).find((room) => room.roomId === screen.roomId);
}

/** Files may be dropped only where a message could be sent. */
export function acceptsDrop(state: FrameState): boolean {
  if (state.session.state !== "ready" || state.dialog !== null) return false;
  const conversation = openConversation(state);
  return conversation !== undefined && closedReason(conversation, state.context) === null;
}

function conversationOf(state: FrameState): ConversationView | null {
  const conversation = openConversation(state);
  if (!conversation) return null;
  const timeline = state.timeline?.roomId === conversation.roomId ? state.timeline : null;
  const open = openPatient(state.context);
  const reason = closedReason(conversation, state.context);
  return {
    conversation,
    rows: rowsWithSecuring(timeline?.rows ?? [], state.securing, conversation.roomId),
    moreAbove: timeline?.moreAbove ?? false,
    loadingOlder: timeline?.loadingOlder ?? timeline === null,
    transfers: state.transfers.filter((transfer) => transfer.roomId === conversation.roomId),
    pictures: state.pictures,
    otherRecord:
      open && conversation.binding && reason === "other-record" ? { about: conversation.binding.patient, open } : null,
    composer: composerOf(state, conversation),
  };
}

function similarTo(state: FrameState, conversations: readonly Conversation[]): Patient | null {
  const open = openPatient(state.context);
  if (!open) return null;
  const known = conversations.flatMap((room) => (room.binding?.origin === "own" ? [room.binding.patient] : []));
  return findSimilar(open, known) ?? null;
}

function bannerOf(state: FrameState, conversations: readonly Conversation[]): BannerView | null {
  if (state.session.state !== "ready") return null;
  const { connection, restore } = state.session;
  switch (connection.state) {
    case "server-down":
      return { kind: "server-down", since: connection.since };
    case "offline":
      return {
        kind: "offline",
        since: connection.since,
        waiting: conversations.reduce((sum, room) => sum + room.notSent.waiting, 0),
      };
    case "rate-limited":
      return { kind: "rate-limited", retryAt: connection.retryAt };
    case "online":
    case "connecting":
      break;
    default:
      return connection satisfies never;
  }
  if (state.notInvited.length > 0) return { kind: "not-invited", names: state.notInvited };
  if (state.problem) return { kind: "error", ...state.problem };
  return restore ? { kind: "restoring", ...restore } : null;
}
