import type { Conversation, EventId, RoomId, RowKey } from "@konsil/protocol";
import type { Draft, DraftClaim, Drafts } from "@konsil/sealed";
import type { FrameStore } from "./frame-store.ts";
import { problemOf } from "./problem-of.ts";
import { replyQuoteOf } from "./reply-quote-of.ts";
import { openConversation } from "./view-of.ts";

/** At most 250 ms of a draft may be lost when the browser dies; encryption and disk take the rest. */
const WRITE_AFTER_MS = 120;

export interface DraftPart {
  setText(text: string): void;
  replyTo(key: RowKey | null): void;
  /** Empties the field for sending; the stored draft stays until `sent`. */
  take(): { text: string; replyTo: EventId | null; revision: number } | null;
  sent(roomId: RoomId, revision: number): void;
  /** The text of a refused or taken-back message stands in the field again, before whatever was typed since. */
  putBack(roomId: RoomId, text: string): void;
  discardStranded(): void;
  continueHere(): Promise<void>;
  flush(): Promise<void>;
}

/** The field's text, written through to the sealed drafts of its conversation and patient. */
export function createDraftPart(store: FrameStore, drafts: Drafts, signal: AbortSignal): DraftPart {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unwritten: RoomId | null = null;
  let claim: DraftClaim | null = null;
  let claimed: RoomId | null = null;
  let begunAt = 0;

  function schedule(roomId: RoomId): void {
    unwritten = roomId;
    timer ??= setTimeout(() => void flush(), WRITE_AFTER_MS);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const { draft } = store.state;
    if (unwritten === null || draft?.roomId !== unwritten || draft.elsewhere) return;
    unwritten = null;
    try {
      await write(draft.roomId, draft.text, draft.replyTo);
    } catch (thrown) {
      store.update({ problem: problemOf(thrown) });
    }
  }

  async function write(roomId: RoomId, text: string, replyTo: RowKey | null): Promise<void> {
    const revision = drafts.nextRevision(roomId);
    if (text.trim() === "") {
      await drafts.remove(roomId, revision);
      mark(roomId, false);
      return;
    }
    await drafts.put(draftOf(roomId, text, replyTo, revision));
    mark(roomId, true);
  }

  function draftOf(roomId: RoomId, text: string, replyTo: RowKey | null, revision: number): Draft {
    const room = conversation(roomId);
    return {
      roomId,
      patientKey: room?.binding?.key ?? null,
      patient: room?.binding?.patient ?? null,
      to: room?.title ?? "",
      text,
      replyTo: replyTo ? (replyQuoteOf(store.state, replyTo)?.eventId ?? null) : null,
      begunAt,
      revision,
    };
  }

  const conversation = (roomId: RoomId): Conversation | undefined =>
    store.state.rooms.find((row): row is Conversation => row.kind === "conversation" && row.roomId === roomId);

  function mark(roomId: RoomId, has: boolean): void {
    if (store.state.draftRooms.has(roomId) === has) return;
    const draftRooms = new Set(store.state.draftRooms);
    if (has) draftRooms.add(roomId);
    else draftRooms.delete(roomId);
    store.update({ draftRooms });
  }

  async function open(roomId: RoomId): Promise<void> {
    claim?.release();
    claim = null;
    const stillHere = (): boolean => claimed === roomId && !signal.aborted;
    const [stored, mine] = await Promise.all([drafts.get(roomId), drafts.claim(roomId, { onWanted: letGo, signal })]);
    if (!stillHere()) {
      mine?.release();
      return;
    }
    claim = mine;
    begunAt = stored?.begunAt ?? Date.now();
    const typed = store.state.draft?.roomId === roomId ? store.state.draft.text : "";
    store.update({
      draft: {
        roomId,
        text: typed || (stored?.text ?? ""),
        replyTo: null,
        revision: nextView(),
        elsewhere: mine === null,
      },
    });
  }

  let viewRevision = 0;
  const nextView = (): number => (viewRevision += 1);

  async function letGo(): Promise<void> {
    await flush();
    const { draft } = store.state;
    if (draft) store.update({ draft: { ...draft, elsewhere: true } });
  }

  function follow(): void {
    const roomId = openConversation(store.state)?.roomId ?? null;
    if (roomId === claimed) return;
    void flush();
    claimed = roomId;
    if (roomId === null) {
      claim?.release();
      claim = null;
      store.update({ draft: null });
      return;
    }
    store.update({ draft: { roomId, text: "", replyTo: null, revision: nextView(), elsewhere: false } });
    void open(roomId).catch((thrown: unknown) => store.update({ problem: problemOf(thrown) }));
  }

  async function refresh(roomId: RoomId | null): Promise<void> {
    const list = await drafts.list();
    store.update({ draftRooms: new Set(list.map((draft) => draft.roomId)) });
    const { draft } = store.state;
    if (!draft?.elsewhere || (roomId !== null && roomId !== draft.roomId)) return;
    const text = list.find((stored) => stored.roomId === draft.roomId)?.text ?? "";
    store.update({ draft: { ...draft, text, revision: nextView() } });
  }

  store.observe(follow, signal);
  drafts.onChange((roomId) => void refresh(roomId), signal);
  void refresh(null);
  follow();
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });

  return {
    setText(text) {
      const { draft } = store.state;
      if (!draft || draft.elsewhere) return;
      if (draft.text === "") begunAt = Date.now();
      store.update({ draft: { ...draft, text } });
      schedule(draft.roomId);
    },
    replyTo(key) {
      const { draft } = store.state;
      if (draft) store.update({ draft: { ...draft, replyTo: key } });
    },
    take() {
      const { draft } = store.state;
      if (!draft || draft.elsewhere || draft.text.trim() === "") return null;
      clearTimeout(timer);
      timer = undefined;
      unwritten = null;
      const replyTo = draft.replyTo ? (replyQuoteOf(store.state, draft.replyTo)?.eventId ?? null) : null;
      const revision = drafts.nextRevision(draft.roomId);
      // Written once more whole: should the page die before the outbox answers, the text is still a draft.
      void drafts.put(draftOf(draft.roomId, draft.text, draft.replyTo, revision)).catch(() => undefined);
      store.update({ draft: { ...draft, text: "", replyTo: null, revision: nextView() } });
      return { text: draft.text, replyTo, revision };
    },
    sent(roomId, revision) {
      void drafts.remove(roomId, revision).then(
        (removed) => removed && mark(roomId, false),
        () => undefined,
      );
    },
    putBack(roomId, text) {
      const { draft } = store.state;
      if (draft?.roomId === roomId) {
        const joined = draft.text.trim() === "" ? text : `${text}\n${draft.text}`;
        store.update({ draft: { ...draft, text: joined, revision: nextView() } });
        schedule(roomId);
        return;
      }
      void drafts
        .get(roomId)
        .then((stored) => write(roomId, stored && stored.text !== text ? `${text}\n${stored.text}` : text, null))
        .catch((thrown: unknown) => store.update({ problem: problemOf(thrown) }));
    },
    discardStranded() {
      const { stranded } = store.state;
      if (!stranded) return;
      store.update({ stranded: null });
      void drafts.remove(stranded.roomId).then(() => mark(stranded.roomId, false));
    },
    async continueHere() {
      const roomId = claimed;
      if (roomId === null) return;
      claim = await drafts.takeOver(roomId, { onWanted: letGo, signal });
      const stored = await drafts.get(roomId);
      store.update({
        draft: { roomId, text: stored?.text ?? "", replyTo: null, revision: nextView(), elsewhere: false },
      });
    },
    flush,
  };
}
