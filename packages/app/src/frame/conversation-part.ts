import type { ChatBackend, RoomId, RowKey, TimelineRow } from "@konsil/protocol";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { problemOf } from "./problem-of.ts";

const OLDER_AT_ONCE = 30;

/** The open conversation: its timeline stream, older rows on demand, what was seen. */
export function createConversationPart(store: FrameStore, backend: ChatBackend, signal: AbortSignal) {
  let stream: AbortController | null = null;
  let roomId: RoomId | null = null;

  function follow(state: FrameState): void {
    const wanted = state.screen.at === "conversation" && state.session.state === "ready" ? state.screen.roomId : null;
    if (wanted === roomId) return;
    stream?.abort();
    roomId = wanted;
    if (wanted === null) {
      stream = null;
      store.update({ timeline: null });
      return;
    }
    stream = new AbortController();
    store.update({ timeline: { roomId: wanted, rows: [], moreAbove: true, loadingOlder: true } });
    observeTimeline(wanted, AbortSignal.any([signal, stream.signal]));
  }

  function observeTimeline(room: RoomId, until: AbortSignal): void {
    let first = true;
    let triedWith = -1;
    backend.observe(
      { name: "timeline", roomId: room },
      (event) => {
        store.update((state) => ({
          timeline: {
            roomId: room,
            rows: event.rows,
            moreAbove: state.timeline?.moreAbove ?? true,
            loadingOlder: state.timeline?.loadingOlder ?? false,
          },
          securing: withoutArrived(state, event.rows),
        }));
        if (first)
          store.update((state) => ({ timeline: state.timeline && { ...state.timeline, loadingOlder: false } }));
        first = false;
        // A room that was joined a moment ago says what lies above only with its first sync: asked again as rows come.
        if (event.rows.length >= OLDER_AT_ONCE || beginsHere(event.rows) || triedWith === event.rows.length) return;
        triedWith = event.rows.length;
        store.update((state) => ({ timeline: state.timeline && { ...state.timeline, moreAbove: true } }));
        void loadOlder(store, backend, signal);
      },
      until,
    );
  }

  store.observe(follow, signal);
  follow(store.state);

  return {
    loadOlder: () => loadOlder(store, backend, signal),
    async seen(upTo: RowKey): Promise<void> {
      if (!roomId) return;
      // A receipt that does not get through is repeated with the next row that is seen.
      await backend.call("markRead", { roomId, upTo }, signal).catch(() => null);
    },
    prepare(): void {
      if (roomId) void backend.call("prepareToSend", { roomId }, signal).catch(() => null);
    },
  };
}

const beginsHere = (rows: readonly TimelineRow[]): boolean =>
  rows.some((row) => row.kind === "notice" && row.notice.about === "created");

async function loadOlder(store: FrameStore, backend: ChatBackend, signal: AbortSignal): Promise<void> {
  const timeline = store.state.timeline;
  if (!timeline || timeline.loadingOlder || !timeline.moreAbove) return;
  const room = timeline.roomId;
  const settle = (moreAbove: boolean): void => {
    store.update((state) =>
      state.timeline?.roomId === room ? { timeline: { ...state.timeline, loadingOlder: false, moreAbove } } : {},
    );
  };
  store.update({ timeline: { ...timeline, loadingOlder: true } });
  try {
    const { more } = await backend.call("loadOlder", { roomId: room, count: OLDER_AT_ONCE }, signal);
    settle(more);
  } catch (thrown) {
    settle(true);
    const problem = problemOf(thrown);
    if (problem.code !== "aborted") store.update({ problem });
  }
}

function withoutArrived(state: FrameState, rows: readonly TimelineRow[]): FrameState["securing"] {
  if (state.securing.length === 0) return state.securing;
  const arrived = new Set(rows.map((row) => row.key));
  return state.securing.filter((waiting) => !arrived.has(waiting.row.key));
}
