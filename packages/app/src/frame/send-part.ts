import type { Guard } from "@konsil/patient";
import {
  asRowKey,
  type ChatBackend,
  type Conversation,
  type MessageBody,
  type MessageRow,
  type PatientKey,
  type RowKey,
} from "@konsil/protocol";
import type { DraftPart } from "./draft-part.ts";
import type { SecuringRow } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { untilLive } from "./painted.ts";
import { problemOf } from "./problem-of.ts";
import { openConversation } from "./view-of.ts";

export const newKey = (): RowKey => asRowKey(`k${crypto.randomUUID()}`);

/** Whose binding a send carries. A claimed header binds nobody: its own patient is the binding while no record is open. */
export const bindingOf = (conversation: Conversation): PatientKey | null => conversation.binding?.key ?? null;

/** From Enter to the outbox: dashed row at once, the guard asks the host, then the engine writes it down. */
export function createSendPart(
  store: FrameStore,
  backend: ChatBackend,
  guard: Guard,
  draft: DraftPart,
  signal: AbortSignal,
) {
  function show(row: SecuringRow): void {
    store.update((state) => ({ securing: [...state.securing, row] }));
  }
  function hide(key: RowKey): void {
    store.update((state) => ({ securing: state.securing.filter((waiting) => waiting.row.key !== key) }));
  }

  async function send(now: boolean): Promise<void> {
    const conversation = openConversation(store.state);
    if (!conversation || store.state.session.state !== "ready" || store.state.asking) return;
    const key = newKey();
    const taken = draft.take(key);
    if (!taken) return;
    const row = ownRow(store, key, { kind: "text", text: taken.text });
    show({ roomId: conversation.roomId, row, replyTo: taken.replyTo });
    store.update({ asking: true, problem: null });
    try {
      // A ticket is good for two seconds; an engine that starts may take longer.
      await untilLive(store, signal);
      const answer = await guard.ticketFor(bindingOf(conversation));
      if (!answer.ok) {
        hide(key);
        draft.putBack(conversation.roomId, taken.text);
        return;
      }
      await taken.noted;
      await backend.call(
        "send",
        {
          roomId: conversation.roomId,
          key,
          text: taken.text,
          replyTo: taken.replyTo,
          ticket: answer.ticket,
          holdMs: now ? 0 : store.state.config.holdMs,
        },
        signal,
      );
      draft.sent(conversation.roomId, taken.revision);
    } catch (thrown) {
      hide(key);
      draft.putBack(conversation.roomId, taken.text);
      store.update({ problem: problemOf(thrown) });
    } finally {
      store.update({ asking: false });
    }
  }

  return {
    send,
    show,
    hide,
    ...rowActs(store, backend, guard, draft, signal),
  };
}

/** What is asked of a row that waits or was refused. */
function rowActs(store: FrameStore, backend: ChatBackend, guard: Guard, draft: DraftPart, signal: AbortSignal) {
  return {
    takeBack: (key: RowKey) =>
      onRow(store, async () => {
        const roomId = store.state.timeline?.roomId;
        const { text } = await backend.call("takeBack", { key }, signal);
        if (roomId && text !== "") draft.putBack(roomId, text);
        store.update({ toast: { id: Date.now(), said: "taken-back" } });
      }),
    sendNow: (key: RowKey) => onRow(store, () => backend.call("sendNow", { key }, signal)),
    discard: (key: RowKey) => onRow(store, () => backend.call("discard", { key }, signal)),
    cancelTransfer: (key: RowKey) => onRow(store, () => backend.call("cancelTransfer", { key }, signal)),
    retry: (key: RowKey) =>
      onRow(store, async () => {
        const conversation = openConversation(store.state);
        if (!conversation) return;
        await untilLive(store, signal);
        const answer = await guard.ticketFor(bindingOf(conversation));
        if (answer.ok) await backend.call("retry", { key, ticket: answer.ticket }, signal);
      }),
  };
}

async function onRow(store: FrameStore, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem.code === "already-sent") store.update({ toast: { id: Date.now(), said: "already-sent" } });
    else store.update({ problem });
  }
}

/** The row that stands in the timeline until the outbox has answered. */
export function ownRow(store: FrameStore, key: RowKey, body: MessageBody): MessageRow {
  const { session } = store.state;
  if (session.state !== "ready") throw new Error("no session");
  return {
    kind: "message",
    key,
    eventId: null,
    sender: session.account.self,
    own: true,
    at: Date.now(),
    body,
    reply: null,
    send: { at: "securing" },
    editedAt: null,
    reactions: [],
  };
}
