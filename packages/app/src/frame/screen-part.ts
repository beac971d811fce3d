import type { Conversation, PatientKey, RoomId, Screen } from "@konsil/protocol";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { openConversation, recordKey } from "./view-of.ts";

/** Remembers which conversation was open, over page loads of the portal. A room id says nothing about a patient. */
export interface OpenRoomMemory {
  read(): RoomId | null;
  write(roomId: RoomId | null): void;
}

/** Moves between the pages of the panel. Another record opens its own conversation; plate and page change in one step. */
export function createScreenPart(store: FrameStore, memory: OpenRoomMemory, signal: AbortSignal) {
  const lastRoomOf = new Map<PatientKey, RoomId>();
  let shownRecord: string | null = null;
  let roomsWereKnown = false;
  /** The record has no conversation yet as far as is known: the engine may only be starting. Ends with a person's own move. */
  let hopes: { readonly remembered: RoomId | null } | null = null;

  const show = (screen: Screen): void => {
    store.update({ screen, search: { ...store.state.search, term: "", hits: [], error: null, limited: false } });
    if (screen.at === "conversation") memory.write(screen.roomId);
    else if (screen.at !== "new") memory.write(null);
    const binding = openConversation(store.state)?.binding;
    if (binding && screen.at === "conversation") lastRoomOf.set(binding.key, screen.roomId);
  };

  function onRecord(state: FrameState): void {
    if (!state.roomsKnown || state.session.state !== "ready") return;
    const key = recordKey(state);
    if (key === shownRecord && roomsWereKnown)
      return hopes && state.screen.at === "record" ? open(state, hopes.remembered) : undefined;
    const first = !roomsWereKnown;
    roomsWereKnown = true;
    if (key === null) return onNoRecord(state, first);
    shownRecord = key;
    if (openConversation(state)?.binding?.key === key) return;
    strandDraft(store);
    open(store.state, lastRoomOf.get(key as PatientKey) ?? memory.read());
  }

  function open(state: FrameState, remembered: RoomId | null): void {
    const screen = screenOfRecord(state, shownRecord ?? "", remembered);
    const isEmpty = !state.rooms.some((row) => row.kind === "conversation" && row.binding?.key === shownRecord);
    if (isEmpty && hopes) return;
    hopes = isEmpty ? { remembered } : null;
    show(screen);
  }

  function onNoRecord(state: FrameState, first: boolean): void {
    const remembered = first ? conversationIn(state, memory.read()) : undefined;
    if (remembered && remembered.binding === null) show({ at: "conversation", roomId: remembered.roomId });
    if (state.context.state === "none") shownRecord = null;
  }

  store.observe((state, before) => {
    if (state.context !== before.context || state.rooms !== before.rooms || state.session !== before.session)
      onRecord(state);
  }, signal);

  return {
    show(screen: Screen): void {
      hopes = null;
      show(screen);
    },
    back(): void {
      hopes = null;
      const record = recordKey(store.state);
      const binding = openConversation(store.state)?.binding;
      const toRecord = record !== null && (store.state.screen.at !== "conversation" || binding?.key === record);
      show(toRecord ? { at: "record" } : { at: "all" });
    },
    goToOpenRecord(): void {
      const key = recordKey(store.state);
      if (key !== null) show(screenOfRecord(store.state, key, lastRoomOf.get(key as PatientKey) ?? null));
    },
  };
}

function conversationIn(state: FrameState, roomId: RoomId | null): Conversation | undefined {
  return state.rooms.find((row): row is Conversation => row.kind === "conversation" && row.roomId === roomId);
}

/** The remembered conversation of the record, the only one, or the list. */
export function screenOfRecord(state: FrameState, key: string, remembered: RoomId | null): Screen {
  const about = state.rooms.filter(
    (row): row is Conversation => row.kind === "conversation" && row.binding?.key === key,
  );
  const again = about.find((room) => room.roomId === remembered);
  const only = about.length === 1 ? about[0] : undefined;
  const chosen = again ?? only;
  return chosen ? { at: "conversation", roomId: chosen.roomId } : { at: "record" };
}

/** A draft that was being written stays with its patient and waits in the place of the composer (safety: no wrong patient). */
export function strandDraft(store: FrameStore): void {
  const { draft, stranded } = store.state;
  if (!draft || stranded || draft.text.trim() === "") return;
  const conversation = conversationIn(store.state, draft.roomId);
  if (!conversation?.binding) return;
  store.update({
    stranded: {
      roomId: draft.roomId,
      patient: conversation.binding.patient,
      patientKey: conversation.binding.key,
      text: draft.text,
      to: conversation.title,
      begunAt: Date.now(),
    },
  });
}
