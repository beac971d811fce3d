import type { Guard } from "@konsil/patient";
import type { ChatBackend, ChatCalls, DialogView, HostToFrame, RoomId } from "@konsil/protocol";
import { closedReason, openPatient } from "./composer-of.ts";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { untilLive } from "./painted.ts";
import { problemOf } from "./problem-of.ts";
import { bindingOf, newKey, ownRow, type createSendPart } from "./send-part.ts";
import { acceptsDrop, openConversation, recordKey } from "./view-of.ts";

type Refusal = Extract<DialogView, { kind: "drop-refused" }>["reason"];
type SendTicket = ChatCalls["sendFile"]["in"]["ticket"];

/** Files on their way out: offered, checked against the patient of drag start and drop, confirmed, sent. */
export function createFilesPart(
  store: FrameStore,
  backend: ChatBackend,
  guard: Guard,
  sending: ReturnType<typeof createSendPart>,
  signal: AbortSignal,
): FilesPart {
  return new FilesPart(store, backend, guard, sending, signal);
}

class FilesPart {
  readonly #store: FrameStore;
  readonly #backend: ChatBackend;
  readonly #guard: Guard;
  readonly #sending: ReturnType<typeof createSendPart>;
  readonly #signal: AbortSignal;
  #dragged: { key: string | null; patient: ReturnType<typeof openPatient> } | null = null;
  #offered: { roomId: RoomId; key: string | null } | null = null;

  constructor(
    store: FrameStore,
    backend: ChatBackend,
    guard: Guard,
    sending: ReturnType<typeof createSendPart>,
    signal: AbortSignal,
  ) {
    this.#store = store;
    this.#backend = backend;
    this.#guard = guard;
    this.#sending = sending;
    this.#signal = signal;
    store.observe((state) => this.#watch(state), signal);
  }

  offerChosen(files: readonly File[]): void {
    this.#offer(files, "chosen-here");
  }

  /** Dropped on the frame from the desktop: whose file it is nobody can know, a person checks. */
  dropHere(files: readonly File[]): void {
    const begun = this.#dragged;
    this.#dragged = null;
    if (begun !== null && begun.key !== recordKey(this.#store.state)) {
      this.#dragged = begun;
      return this.#refuse("record-changed");
    }
    return this.#offer(files, "chosen-here");
  }

  drag(phase: "enter" | "leave"): void {
    if (phase === "enter")
      this.#dragged ??= { key: recordKey(this.#store.state), patient: openPatient(this.#store.state.context) };
    this.#store.update({ drag: phase === "enter" ? "over" : "none" });
  }

  setCaption(text: string): void {
    const { dialog } = this.#store.state;
    if (dialog?.kind === "confirm-files") this.#store.update({ dialog: { ...dialog, caption: text } });
  }

  close(): void {
    this.#offered = null;
    this.#dragged = null;
    this.#store.update({ files: [], dialog: null, drag: "none" });
  }

  #refuse(reason: Refusal): void {
    this.#offered = null;
    this.#store.update({
      files: [],
      drag: "none",
      dialog: {
        kind: "drop-refused",
        reason,
        from: this.#dragged?.patient ?? null,
        open: openPatient(this.#store.state.context),
      },
    });
    this.#dragged = null;
  }

  #offer(files: readonly File[], via: "same-record" | "chosen-here"): void {
    const conversation = openConversation(this.#store.state);
    if (!conversation) return this.#refuse("no-conversation");
    if (!acceptsDrop(this.#store.state)) return this.#refuse("not-allowed");
    const real = files.filter((file) => file.size > 0);
    if (real.length === 0) return this.#refuse("nothing");
    this.#offered = { roomId: conversation.roomId, key: recordKey(this.#store.state) };
    this.#store.update({
      files: real,
      drag: "none",
      dialog: {
        kind: "confirm-files",
        about: conversation.binding?.patient ?? null,
        to: conversation.title,
        organisation: conversation.organisation,
        readers: conversation.memberCount,
        files: real.map((file) => ({ name: file.name, mimeType: file.type, sizeBytes: file.size })),
        checks: conversation.binding ? [{ check: via, good: true }] : [],
        caption: "",
        busy: false,
      },
    });
  }

  async dropFromHost(drop: Extract<HostToFrame, { t: "drop" }>): Promise<void> {
    const begun = this.#dragged;
    if (drop.refused) return this.#refuse(drop.refused);
    const conversation = openConversation(this.#store.state);
    if (!conversation) return this.#refuse("no-conversation");
    if (drop.startSeq !== drop.seq || (begun !== null && begun.key !== recordKey(this.#store.state)))
      return this.#refuse("record-changed");
    // The sources are asked again at the drop (safety P3); the ticket itself is not used.
    const answer = await this.#guard.ticketFor(bindingOf(conversation));
    if (!answer.ok) return this.#refuse("record-changed");
    this.#offer(drop.files, "same-record");
    this.#dragged = null;
  }

  async confirm(): Promise<void> {
    const { dialog, files } = this.#store.state;
    const conversation = openConversation(this.#store.state);
    if (
      dialog?.kind !== "confirm-files" ||
      dialog.busy ||
      !conversation ||
      conversation.roomId !== this.#offered?.roomId
    )
      return;
    this.#store.update({ dialog: { ...dialog, busy: true } });
    const key = bindingOf(conversation);
    try {
      await untilLive(this.#store, this.#signal);
    } catch (error) {
      this.close();
      throw error;
    }
    for (const [index, file] of files.entries()) {
      const answer = await this.#guard.ticketFor(key);
      if (!answer.ok) return this.#refuse("record-changed");
      void this.#sendOne(conversation.roomId, file, index === 0 ? dialog.caption : "", answer.ticket);
    }
    this.#offered = null;
    this.#store.update({ files: [], dialog: null });
  }

  async #sendOne(roomId: RoomId, file: File, text: string, ticket: SendTicket): Promise<void> {
    const key = newKey();
    const kind = file.type.startsWith("image/") ? "image" : "file";
    const body = {
      kind,
      name: file.name,
      mimeType: file.type,
      sizeBytes: file.size,
      caption: text,
      encrypted: true,
    } as const;
    this.#sending.show({ roomId, row: ownRow(this.#store, key, body), replyTo: null });
    try {
      await this.#backend.call(
        "sendFile",
        { roomId, key, text, replyTo: null, ticket, holdMs: this.#store.state.config.holdMs, file },
        this.#signal,
      );
    } catch (thrown) {
      this.#sending.hide(key);
      const problem = problemOf(thrown);
      if (problem.code !== "aborted") this.#store.update({ problem });
    }
  }

  /** The record changed under an open confirmation: nothing of it is sent (safety: no wrong patient). */
  #watch(state: FrameState): void {
    if (this.#offered === null || state.dialog?.kind !== "confirm-files") return;
    const conversation = openConversation(state);
    const closed =
      !conversation ||
      conversation.roomId !== this.#offered.roomId ||
      closedReason(conversation, state.context) !== null;
    if (closed || recordKey(state) !== this.#offered.key) this.#refuse("record-changed");
  }
}
