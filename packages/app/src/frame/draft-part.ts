import type { Conversation, EventId, RoomId, RowKey } from "@konsil/protocol";
import type { Draft, DraftClaim, Drafts } from "@konsil/sealed";
import type { FrameStore } from "./frame-store.ts";
import { problemOf } from "./problem-of.ts";
import { replyQuoteOf } from "./reply-quote-of.ts";
import { openConversation } from "./view-of.ts";

/** At most 250 ms of a draft may be lost when the browser dies; encryption and disk take the rest. */
const WRITE_AFTER_MS = 120;

export interface TakenDraft {
  readonly text: string;
  readonly replyTo: EventId | null;
  readonly revision: number;
  /** Resolves when it is written down under the row it becomes. Nothing is sent before: a page that dies would have both. */
  readonly noted: Promise<void>;
}

export interface DraftPart {
  setText(text: string): void;
  replyTo(key: RowKey | null): void;
  /** Empties the field for sending as that row; the stored draft stays until `sent`. */
  take(key: RowKey): TakenDraft | null;
  sent(roomId: RoomId, revision: number): void;
  /** The text of a refused or taken-back message stands in the field again, before whatever was typed since. */
  putBack(roomId: RoomId, text: string): void;
  discardStranded(): void;
  continueHere(): Promise<void>;
  flush(): Promise<void>;
}

/** The field's text, written through to the sealed drafts of its conversation and patient. */
export function createDraftPart(store: FrameStore, drafts: Drafts, signal: AbortSignal): DraftPart {
  return new SealedDraftPart(store, drafts, signal);
}

class SealedDraftPart implements DraftPart {
  readonly #store: FrameStore;
  readonly #drafts: Drafts;
  readonly #signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unwritten: RoomId | null = null;
  #claim: DraftClaim | null = null;
  #claimed: RoomId | null = null;
  #begunAt = 0;
  #viewRevision = 0;

  constructor(store: FrameStore, drafts: Drafts, signal: AbortSignal) {
    this.#store = store;
    this.#drafts = drafts;
    this.#signal = signal;
    store.observe(() => {
      this.#follow();
      this.#dropArrived();
    }, signal);
    drafts.onChange((roomId) => void this.#refresh(roomId), signal);
    void this.#refresh(null);
    this.#follow();
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  setText(text: string): void {
    const { draft } = this.#store.state;
    if (!draft || draft.elsewhere) return;
    if (draft.text === "") this.#begunAt = Date.now();
    this.#store.update({ draft: { ...draft, text, sentAs: null } });
    this.#schedule(draft.roomId);
  }

  replyTo(key: RowKey | null): void {
    const { draft } = this.#store.state;
    if (draft) this.#store.update({ draft: { ...draft, replyTo: key } });
  }

  take(key: RowKey): TakenDraft | null {
    const { draft } = this.#store.state;
    if (!draft || draft.elsewhere || draft.text.trim() === "") return null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unwritten = null;
    const replyTo = draft.replyTo ? (replyQuoteOf(this.#store.state, draft.replyTo)?.eventId ?? null) : null;
    const revision = this.#drafts.nextRevision(draft.roomId);
    // Should the page die before the outbox answers, the text is still a draft.
    const handed = { ...this.#draftOf(draft.roomId, draft.text, draft.replyTo, revision), sentAs: key };
    const noted = this.#drafts.put(handed).then(
      () => undefined,
      () => undefined,
    );
    this.#store.update({ draft: { ...draft, text: "", replyTo: null, revision: this.#nextView() } });
    return { text: draft.text, replyTo, revision, noted };
  }

  sent(roomId: RoomId, revision: number): void {
    void this.#drafts.remove(roomId, revision).then(
      (removed) => removed && this.#mark(roomId, false),
      () => undefined,
    );
  }

  putBack(roomId: RoomId, text: string): void {
    const { draft } = this.#store.state;
    if (draft?.roomId === roomId) {
      const joined = draft.text.trim() === "" ? text : `${text}\n${draft.text}`;
      this.#store.update({ draft: { ...draft, text: joined, revision: this.#nextView() } });
      this.#schedule(roomId);
      return;
    }
    void this.#drafts
      .get(roomId)
      .then((stored) => this.#write(roomId, stored && stored.text !== text ? `${text}\n${stored.text}` : text, null))
      .catch((thrown: unknown) => this.#store.update({ problem: problemOf(thrown) }));
  }

  discardStranded(): void {
    const { stranded } = this.#store.state;
    if (!stranded) return;
    this.#store.update({ stranded: null });
    void this.#drafts.remove(stranded.roomId).then(() => this.#mark(stranded.roomId, false));
  }

  async continueHere(): Promise<void> {
    const roomId = this.#claimed;
    if (roomId === null) return;
    this.#claim = await this.#drafts.takeOver(roomId, { onWanted: () => this.#letGo(), signal: this.#signal });
    const stored = await this.#drafts.get(roomId);
    this.#store.update({
      draft: {
        roomId,
        text: stored?.text ?? "",
        replyTo: null,
        sentAs: stored?.sentAs ?? null,
        revision: this.#nextView(),
        elsewhere: false,
      },
    });
  }

  #schedule(roomId: RoomId): void {
    this.#unwritten = roomId;
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { draft } = this.#store.state;
    if (this.#unwritten === null || draft?.roomId !== this.#unwritten || draft.elsewhere) return;
    this.#unwritten = null;
    try {
      await this.#write(draft.roomId, draft.text, draft.replyTo);
    } catch (thrown) {
      this.#store.update({ problem: problemOf(thrown) });
    }
  }

  async #write(roomId: RoomId, text: string, replyTo: RowKey | null): Promise<void> {
    const revision = this.#drafts.nextRevision(roomId);
    if (text.trim() === "") {
      await this.#drafts.remove(roomId, revision);
      this.#mark(roomId, false);
      return;
    }
    await this.#drafts.put(this.#draftOf(roomId, text, replyTo, revision));
    this.#mark(roomId, true);
  }

  #draftOf(roomId: RoomId, text: string, replyTo: RowKey | null, revision: number): Draft {
    const room = this.#conversation(roomId);
    return {
      roomId,
      patientKey: room?.binding?.key ?? null,
      patient: room?.binding?.patient ?? null,
      to: room?.title ?? "",
      text,
      replyTo: replyTo ? (replyQuoteOf(this.#store.state, replyTo)?.eventId ?? null) : null,
      sentAs: null,
      begunAt: this.#begunAt,
      revision,
    };
  }

  #conversation(roomId: RoomId): Conversation | undefined {
    return this.#store.state.rooms.find(
      (row): row is Conversation => row.kind === "conversation" && row.roomId === roomId,
    );
  }

  #mark(roomId: RoomId, has: boolean): void {
    if (this.#store.state.draftRooms.has(roomId) === has) return;
    const draftRooms = new Set(this.#store.state.draftRooms);
    if (has) draftRooms.add(roomId);
    else draftRooms.delete(roomId);
    this.#store.update({ draftRooms });
  }

  async #open(roomId: RoomId): Promise<void> {
    this.#claim?.release();
    this.#claim = null;
    const stillHere = (): boolean => this.#claimed === roomId && !this.#signal.aborted;
    const [stored, mine] = await Promise.all([
      this.#drafts.get(roomId),
      this.#drafts.claim(roomId, { onWanted: () => this.#letGo(), signal: this.#signal }),
    ]);
    if (!stillHere()) {
      mine?.release();
      return;
    }
    this.#claim = mine;
    this.#begunAt = stored?.begunAt ?? Date.now();
    const typed = this.#store.state.draft?.roomId === roomId ? this.#store.state.draft.text : "";
    this.#store.update({
      draft: {
        roomId,
        text: typed || (stored?.text ?? ""),
        replyTo: null,
        sentAs: typed ? null : (stored?.sentAs ?? null),
        revision: this.#nextView(),
        elsewhere: mine === null,
      },
    });
  }

  #nextView(): number {
    this.#viewRevision += 1;
    return this.#viewRevision;
  }

  async #letGo(): Promise<void> {
    await this.flush();
    const { draft } = this.#store.state;
    if (draft) this.#store.update({ draft: { ...draft, elsewhere: true } });
  }

  #follow(): void {
    const roomId = openConversation(this.#store.state)?.roomId ?? null;
    if (roomId === this.#claimed) return;
    void this.flush();
    this.#claimed = roomId;
    if (roomId === null) {
      this.#claim?.release();
      this.#claim = null;
      this.#store.update({ draft: null });
      return;
    }
    this.#store.update({
      draft: { roomId, text: "", replyTo: null, sentAs: null, revision: this.#nextView(), elsewhere: false },
    });
    void this.#open(roomId).catch((thrown: unknown) => this.#store.update({ problem: problemOf(thrown) }));
  }

  /** The page died between the outbox's answer and the end of the draft: it must not be sent a second time. */
  #dropArrived(): void {
    const { draft, timeline } = this.#store.state;
    if (!draft?.sentAs || timeline?.roomId !== draft.roomId) return;
    if (!timeline.rows.some((row) => row.key === draft.sentAs)) return;
    this.#store.update({ draft: { ...draft, text: "", sentAs: null, revision: this.#nextView() } });
    this.sent(draft.roomId, this.#drafts.nextRevision(draft.roomId));
  }

  async #refresh(roomId: RoomId | null): Promise<void> {
    const list = await this.#drafts.list();
    this.#store.update({ draftRooms: new Set(list.map((draft) => draft.roomId)) });
    const { draft } = this.#store.state;
    if (!draft?.elsewhere || (roomId !== null && roomId !== draft.roomId)) return;
    const text = list.find((stored) => stored.roomId === draft.roomId)?.text ?? "";
    this.#store.update({ draft: { ...draft, text, revision: this.#nextView() } });
  }
}
