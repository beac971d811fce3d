import type { Guard } from "@konsil/patient";
import type { ChatBackend, DialogView, HostToFrame, RoomId } from "@konsil/protocol";
import { closedReason, openPatient } from "./composer-of.ts";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { problemOf } from "./problem-of.ts";
import { bindingOf, newKey, ownRow, type createSendPart } from "./send-part.ts";
import { acceptsDrop, openConversation, recordKey } from "./view-of.ts";

type Refusal = Extract<DialogView, { kind: "drop-refused" }>["reason"];

/** Files on their way out: offered, checked against the patient of drag start and drop, confirmed, sent. */
export function createFilesPart(
  store: FrameStore,
  backend: ChatBackend,
  guard: Guard,
  sending: ReturnType<typeof createSendPart>,
  signal: AbortSignal,
) {
  let dragged: { key: string | null; patient: ReturnType<typeof openPatient> } | null = null;
  let offered: { roomId: RoomId; key: string | null } | null = null;

  function refuse(reason: Refusal): void {
    offered = null;
    store.update({
      files: [],
      drag: "none",
      dialog: { kind: "drop-refused", reason, from: dragged?.patient ?? null, open: openPatient(store.state.context) },
    });
    dragged = null;
  }

  function offer(files: readonly File[], via: "same-record" | "chosen-here"): void {
    const conversation = openConversation(store.state);
    if (!conversation) return refuse("no-conversation");
    if (!acceptsDrop(store.state)) return refuse("not-allowed");
    const real = files.filter((file) => file.size > 0);
    if (real.length === 0) return refuse("nothing");
    offered = { roomId: conversation.roomId, key: recordKey(store.state) };
    store.update({
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

  async function dropFromHost(drop: Extract<HostToFrame, { t: "drop" }>): Promise<void> {
    const begun = dragged;
    if (drop.refused) return refuse(drop.refused);
    const conversation = openConversation(store.state);
    if (!conversation) return refuse("no-conversation");
    if (drop.startSeq !== drop.seq || (begun !== null && begun.key !== recordKey(store.state)))
      return refuse("record-changed");
    // The sources are asked again at the drop (safety P3); the ticket itself is not used.
    const answer = await guard.ticketFor(bindingOf(conversation));
    if (!answer.ok) return refuse("record-changed");
    offer(drop.files, "same-record");
    dragged = null;
  }

  async function confirm(): Promise<void> {
    const { dialog, files } = store.state;
    const conversation = openConversation(store.state);
    if (dialog?.kind !== "confirm-files" || dialog.busy || !conversation || conversation.roomId !== offered?.roomId)
      return;
    store.update({ dialog: { ...dialog, busy: true } });
    const key = bindingOf(conversation);
    for (const [index, file] of files.entries()) {
      const answer = await guard.ticketFor(key);
      if (!answer.ok) return refuse("record-changed");
      void sendOne(conversation.roomId, file, index === 0 ? dialog.caption : "", answer.ticket);
    }
    offered = null;
    store.update({ files: [], dialog: null });
  }

  async function sendOne(
    roomId: RoomId,
    file: File,
    text: string,
    ticket: Parameters<typeof backend.call<"sendFile">>[1]["ticket"],
  ): Promise<void> {
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
    sending.show({ roomId, row: ownRow(store, key, body), replyTo: null });
    try {
      await backend.call(
        "sendFile",
        { roomId, key, text, replyTo: null, ticket, holdMs: store.state.config.holdMs, file },
        signal,
      );
    } catch (thrown) {
      sending.hide(key);
      const problem = problemOf(thrown);
      if (problem.code !== "aborted") store.update({ problem });
    }
  }

  /** The record changed under an open confirmation: nothing of it is sent (safety: no wrong patient). */
  function watch(state: FrameState): void {
    if (offered === null || state.dialog?.kind !== "confirm-files") return;
    const conversation = openConversation(state);
    const closed =
      !conversation || conversation.roomId !== offered.roomId || closedReason(conversation, state.context) !== null;
    if (closed || recordKey(state) !== offered.key) refuse("record-changed");
  }
  store.observe(watch, signal);

  return {
    offerChosen: (files: readonly File[]) => offer(files, "chosen-here"),
    /** Dropped on the frame from the desktop: whose file it is nobody can know, a person checks. */
    dropHere: (files: readonly File[]) => {
      const begun = dragged;
      dragged = null;
      if (begun !== null && begun.key !== recordKey(store.state)) {
        dragged = begun;
        return refuse("record-changed");
      }
      return offer(files, "chosen-here");
    },
    dropFromHost,
    drag(phase: "enter" | "leave"): void {
      if (phase === "enter") dragged ??= { key: recordKey(store.state), patient: openPatient(store.state.context) };
      store.update({ drag: phase === "enter" ? "over" : "none" });
    },
    confirm,
    setCaption(text: string): void {
      const { dialog } = store.state;
      if (dialog?.kind === "confirm-files") store.update({ dialog: { ...dialog, caption: text } });
    },
    close(): void {
      offered = null;
      dragged = null;
      store.update({ files: [], dialog: null, drag: "none" });
    },
  };
}
