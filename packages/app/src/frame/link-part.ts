import type { Guard } from "@konsil/patient";
import { couldBeSame } from "@konsil/patient/keys";
import type { ChatBackend, Patient } from "@konsil/protocol";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { untilLive } from "./painted.ts";
import { problemOf } from "./problem-of.ts";
import { openConversation } from "./view-of.ts";

/** A conversation of another organisation and the record of this one: proposed here, confirmed by a person (safety P1). */
export function createLinkPart(store: FrameStore, backend: ChatBackend, guard: Guard, signal: AbortSignal) {
  const close = (): void => store.update({ dialog: null });

  /** Asked for once it opens the question, asked for by the question it acts. */
  async function link(): Promise<void> {
    const { dialog } = store.state;
    const pair = pairOf(store.state);
    if (!pair) return;
    if (dialog?.kind !== "confirm-link") {
      const { claimed, own, conversation } = pair;
      const by = conversation.organisation === "" ? conversation.title : conversation.organisation;
      store.update({ dialog: { kind: "confirm-link", claimed, own, by, busy: false } });
      return;
    }
    if (dialog.busy) return;
    store.update({ dialog: { ...dialog, busy: true } });
    try {
      await untilLive(store, signal);
      const answer = await guard.ticketFor(pair.ownKey);
      if (!answer.ok) return;
      const { roomId } = pair.conversation;
      const input = { roomId, patient: pair.own, patientKey: pair.ownKey, ticket: answer.ticket };
      await backend.call("linkConversation", input, signal);
      store.update({ toast: { id: Date.now(), said: "linked" } });
    } catch (thrown) {
      store.update({ problem: problemOf(thrown) });
    } finally {
      close();
    }
  }

  // What was put side by side must be what is on the screen.
  store.observe((state, before) => {
    if (state.dialog?.kind !== "confirm-link" || before.dialog?.kind !== "confirm-link") return;
    const pair = pairOf(state);
    const isSame = pair && isEqual(pair.own, state.dialog.own) && isEqual(pair.claimed, state.dialog.claimed);
    if (!isSame && !state.dialog.busy) close();
  }, signal);

  return { link };
}

function pairOf(state: FrameState) {
  const conversation = openConversation(state);
  const { context } = state;
  const binding = conversation?.binding;
  if (context.state !== "confirmed" || !conversation || binding?.origin !== "claimed") return null;
  const { patient: own, key: ownKey } = context.reading;
  return couldBeSame(binding.patient, own) ? { conversation, claimed: binding.patient, own, ownKey } : null;
}

const isEqual = (a: Patient, b: Patient): boolean => JSON.stringify(a) === JSON.stringify(b);
