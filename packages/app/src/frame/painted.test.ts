import assert from "node:assert/strict";
import { test } from "node:test";
import { asRoomId, asRowKey, type SessionView, type TenantConfig, type TimelineRow } from "@konsil/protocol";
import type { Snapshot } from "@konsil/sealed";
import { initialState } from "./frame-state.ts";
import { createFrameStore } from "./frame-store.ts";
import { paint, untilLive, withPainted } from "./painted.ts";

const READY = {
  state: "ready",
  connection: { state: "online" },
  restore: { done: 1, total: 2 },
} as unknown as SessionView;
const row = (key: string, kind = "message"): TimelineRow => ({ kind, key: asRowKey(key) }) as unknown as TimelineRow;
const rows = (...keys: string[]): TimelineRow[] => keys.map((key) => row(key));
const frameStore = () => createFrameStore(initialState({} as TenantConfig, "de", true));
const snapshot = (session: SessionView): Snapshot => ({
  session,
  rooms: [],
  timelines: [{ roomId: asRoomId("!a:example.org"), rows: rows("1") }],
  takenAt: 7,
});

test("[A4] the last view is painted as long as the engine has said nothing, and never as online", () => {
  const store = frameStore();
  paint(store, snapshot(READY));
  const { session, roomsKnown, painted, isLive } = store.state;
  assert.ok(session.state === "ready");
  assert.deepEqual([session.connection.state, session.restore], ["connecting", null]);
  assert.deepEqual([roomsKnown, painted?.timelines.length, isLive], [true, 1, false]);
});

test("[A4] [S1] nothing is painted of a session that is not open, nor over what the engine says", () => {
  const store = frameStore();
  const signedOut = { state: "signed-out", reason: "never", notSent: 0, serverName: "a" } as const;
  paint(store, undefined);
  paint(store, snapshot(signedOut));
  assert.equal(store.state.session.state, "starting");
  store.update({ session: signedOut, isLive: true });
  paint(store, snapshot(READY));
  assert.equal(store.state.session.state, "signed-out");
});

test("[A4] rows above the newest stay until the engine has loaded its own", () => {
  const put = (painted: TimelineRow[], now: TimelineRow[]) => withPainted(painted, now, false);
  assert.deepEqual(put(rows("1", "2", "3"), rows("3", "4")), rows("1", "2", "3", "4"));
  assert.deepEqual(put(rows("1", "2"), [row("gap", "notice")]), rows("1", "2"));
  assert.deepEqual(put(rows("1", "2"), [row("gap", "notice"), ...rows("2")]), rows("1", "2"));
  assert.deepEqual(put(rows("1", "2"), rows("8", "9")), rows("8", "9"));
  assert.deepEqual(put(rows("3"), rows("1", "2", "3")), rows("1", "2", "3"));
  assert.deepEqual(put([], [row("gap", "notice")]), [row("gap", "notice")]);
});

test("[A4] rows below what the engine has saved stay until it has heard of the server", () => {
  assert.deepEqual(withPainted(rows("1", "2", "3"), rows("2"), true), rows("1", "2", "3"));
  assert.deepEqual(withPainted(rows("1", "2", "3"), rows("2"), false), rows("1", "2"));
  assert.deepEqual(withPainted(rows("1", "2"), rows("2", "3"), true), rows("1", "2", "3"));
  assert.deepEqual(withPainted(rows("1", "2"), rows("8", "9"), true), rows("8", "9"));
});

test("[A4] what is sent while the engine starts waits for it, and fails when the session is gone", async () => {
  const { signal } = new AbortController();
  const open = frameStore();
  let isThere = false;
  const opened = untilLive(open, signal).then(() => (isThere = true));
  open.update({ session: READY });
  await Promise.resolve();
  assert.equal(isThere, false);
  open.update({ isLive: true });
  assert.equal(await opened, true);
  const gone = frameStore();
  gone.update({ isLive: true, session: { state: "blocked", code: "user-changed" } });
  await assert.rejects(untilLive(gone, signal), { code: "token-revoked" });
});
