import { patientKeyOf } from "@konsil/patient/keys";
import type { Guard } from "@konsil/patient";
import type { ChatBackend, RoomId, Screen, UserId } from "@konsil/protocol";
import type { FrameStore } from "./frame-store.ts";
import { untilLive } from "./painted.ts";
import { problemOf } from "./problem-of.ts";

const SEARCH_PAUSE_MS = 250;

/** Finding colleagues, starting conversations, answering invitations. */
export function createPeoplePart(
  store: FrameStore,
  backend: ChatBackend,
  guard: Guard,
  show: (screen: Screen) => void,
  signal: AbortSignal,
) {
  let asked: AbortController | null = null;
  const searching = (change: Partial<typeof store.state.search>): void =>
    store.update((state) => ({ search: { ...state.search, ...change } }));

  async function search(term: string): Promise<void> {
    asked?.abort();
    const mine = (asked = new AbortController());
    const enough = term.trim().length >= 2;
    searching({ term, busy: enough, error: null, ...(enough ? {} : { hits: [], limited: false }) });
    if (!enough) return;
    const until = AbortSignal.any([signal, mine.signal]);
    try {
      await pause(SEARCH_PAUSE_MS, until);
      const { hits, limited } = await backend.call("searchPeople", { term: term.trim() }, until);
      if (!mine.signal.aborted) searching({ busy: false, hits, limited });
    } catch (thrown) {
      if (!mine.signal.aborted) searching({ busy: false, error: problemOf(thrown).code });
    }
  }

  async function start(people: readonly UserId[]): Promise<void> {
    if (store.state.search.starting) return;
    const { context } = store.state;
    const patient = context.state === "confirmed" ? context.reading.patient : null;
    // Started beside a record that is not certain, nobody could say whom it is about.
    if (!patient && context.state !== "none" && context.state !== "fromConversation") return;
    searching({ starting: true, error: null });
    const names = new Map(store.state.search.hits.map(({ userId, person }) => [userId, person.name]));
    try {
      const patientKey = patient ? patientKeyOf(patient) : null;
      await untilLive(store, signal);
      const answer = await guard.ticketFor(patientKey);
      if (!answer.ok) return searching({ starting: false, error: "wrong-patient" });
      const { roomId, notInvited = [] } = await backend.call(
        "startConversation",
        { people, patient, patientKey, ticket: answer.ticket },
        signal,
      );
      searching({ starting: false });
      store.update({ notInvited: notInvited.map((userId) => names.get(userId) ?? userId) });
      show({ at: "conversation", roomId });
    } catch (thrown) {
      searching({ starting: false, error: problemOf(thrown).code });
    }
  }

  return {
    search,
    start,
    accept: (roomIds: readonly RoomId[]) => answer("acceptInvitations", roomIds, store, backend, signal),
    decline: (roomIds: readonly RoomId[]) => answer("declineInvitations", roomIds, store, backend, signal),
  };
}

async function answer(
  call: "acceptInvitations" | "declineInvitations",
  roomIds: readonly RoomId[],
  store: FrameStore,
  backend: ChatBackend,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { failed } = await backend.call(call, { roomIds }, signal);
    if (failed.length > 0) store.update({ problem: { code: "unknown", detail: {} } });
    else if (call === "acceptInvitations") store.update({ toast: { id: Date.now(), said: "accepted" } });
  } catch (thrown) {
    store.update({ problem: problemOf(thrown) });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(new DOMException("", "AbortError"))), {
      once: true,
    });
  });
}
