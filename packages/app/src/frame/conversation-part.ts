import type { ChatBackend, RoomId, RowKey, TimelineRow } from "@konsil/protocol";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { withPainted } from "./painted.ts";
import { problemOf } from "./problem-of.ts";

const OLDER_AT_ONCE = 30;

/**
 * The open conversation: its timeline stream, older rows on demand, what was seen.
 * @param expected the conversation that will probably be opened first: asked for at once, drawn when it is
 */
export function createConversationPart(
  store: FrameStore,
  backend: ChatBackend,
  expected: RoomId | null,
  signal: AbortSignal,
) {
  let stream = expected === null ? null : openStream(store, backend, expected, signal);
  let roomId: RoomId | null = null;

  function follow(state: FrameState): void {
    const wanted = state.screen.at === "conversation" && state.session.state === "ready" ? state.screen.roomId : null;
    if (wanted === roomId) return;
    if (roomId !== null || wanted !== stream?.roomId) {
      stream?.end();
      stream = null;
    }
    roomId = wanted;
    if (wanted === null) return store.update({ timeline: null });
    stream ??= openStream(store, backend, wanted, signal);
    stream.show();
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

interface TimelineStream {
  readonly roomId: RoomId;
  /** From now on its rows are those of the open conversation. */
  show(): void;
  end(): void;
}

function openStream(store: FrameStore, backend: ChatBackend, roomId: RoomId, signal: AbortSignal): TimelineStream {
  const stop = new AbortController();
  let rows: readonly TimelineRow[] | null = null;
  let isShown = false;
  let triedWith = -1;
  let painted: readonly TimelineRow[] = [];

  function draw(loaded: readonly TimelineRow[]): void {
    const isConnecting = isConnectingIn(store.state);
    const isWhole = loaded.length >= Math.min(OLDER_AT_ONCE, painted.length) || beginsHere(loaded);
    if (isWhole && !isConnecting) painted = [];
    store.update((state) => ({
      timeline: {
        roomId,
        rows: withPainted(painted, loaded, isConnecting),
        moreAbove: state.timeline?.moreAbove ?? true,
        loadingOlder: rows === null ? false : (state.timeline?.loadingOlder ?? false),
        isPainted: painted.length > 0,
      },
      securing: withoutArrived(state, loaded),
    }));
    // A room that was joined a moment ago says what lies above only with its first sync: asked again as rows come.
    if (loaded.length >= OLDER_AT_ONCE || beginsHere(loaded) || triedWith === loaded.length) return;
    triedWith = loaded.length;
    store.update((state) => ({ timeline: state.timeline && { ...state.timeline, moreAbove: true } }));
    void loadOlder(store, backend, signal);
  }

  backend.observe(
    { name: "timeline", roomId },
    (event) => {
      if (isShown) draw(event.rows);
      rows = event.rows;
    },
    AbortSignal.any([signal, stop.signal]),
  );
  store.observe(
    (state, before) => {
      if (isShown && rows !== null && isConnectingIn(before) && !isConnectingIn(state)) draw(rows);
    },
    AbortSignal.any([signal, stop.signal]),
  );
  return {
    roomId,
    show() {
      painted = store.state.painted?.timelines.find((timeline) => timeline.roomId === roomId)?.rows ?? [];
      isShown = true;
      const known = rows;
      rows = null;
      const isPainted = painted.length > 0;
      store.update({ timeline: { roomId, rows: painted, moreAbove: true, loadingOlder: !isPainted, isPainted } });
      if (known === null) return;
      draw(known);
      rows = known;
    },
    end: () => stop.abort(),
  };
}

const isConnectingIn = ({ session }: FrameState): boolean =>
  session.state === "ready" && session.connection.state === "connecting";

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
