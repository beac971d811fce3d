import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";
import {
  BEAT_EVERY_MS,
  KonsilError,
  type AnyRow,
  type EngineDown,
  type EngineUp,
  type StreamEvent,
} from "@konsil/protocol";
import { PortBackend } from "./port-backend.ts";

type Handler = (event: { readonly data: unknown }) => void;

/** The engine's end of the port. */
function backend(t: TestContext) {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const stop = new AbortController();
  t.after(() => {
    stop.abort();
    mock.timers.reset();
  });
  const heard: EngineUp[] = [];
  let handler: Handler | null = null;
  const port: unknown = {
    set onmessage(next: Handler | null) {
      handler = next;
    },
    postMessage: (message: EngineUp) => void heard.push(structuredClone(message)),
    close: () => undefined,
  };
  const identity = { user: "anna", hostSession: "1" };
  const made = new PortBackend({ port: port as MessagePort, identity, build: 7, signal: stop.signal });
  const say = (message: EngineDown | object): void => handler?.({ data: structuredClone(message) });
  const events: StreamEvent<AnyRow>[] = [];
  const observe = (name: "session" | "rooms", signal = stop.signal): number => {
    made.observe({ name }, (event: StreamEvent<AnyRow>) => void events.push(event), signal);
    const last = heard.at(-1);
    return last?.t === "subscribe" ? last.id : -1;
  };
  return { made, heard, say, events, observe, stop };
}
const hello: EngineDown = { t: "hello", protocol: 1, build: 7 };
const row = (roomId: string): AnyRow => ({ roomId }) as AnyRow;
const isCode = (code: string) => (error: unknown) => error instanceof KonsilError && error.code === code;
const lastRows = (events: readonly StreamEvent<AnyRow>[]) => events.at(-1)?.rows;

test("[B17] it says first who is signed in to the host page", (t) => {
  const { heard } = backend(t);
  assert.deepEqual(heard, [{ t: "hello", protocol: 1, build: 7, identity: { user: "anna", hostSession: "1" } }]);
});

test("[B17] a snapshot, then operations with the rows after them", (t) => {
  const { say, events, observe } = backend(t);
  const id = observe("rooms");
  say({ t: "snapshot", id, revision: 4, rows: [row("!a:x")] });
  say({ t: "operations", id, revision: 5, operations: [{ op: "insert", index: 0, row: row("!b:x") }] });
  assert.deepEqual(lastRows(events), [row("!b:x"), row("!a:x")]);
});

test("[B17] a gap in the revisions, or operations that do not fit, ask for a new snapshot", (t) => {
  const { say, heard, events, observe } = backend(t);
  const id = observe("rooms");
  const asked = (): number => heard.filter((message) => message.t === "subscribe").length;
  say({ t: "snapshot", id, revision: 0, rows: [] });
  say({ t: "operations", id, revision: 2, operations: [{ op: "insert", index: 0, row: row("!b:x") }] });
  assert.equal(asked(), 2);
  assert.deepEqual(lastRows(events), []);
  say({ t: "snapshot", id, revision: 0, rows: [row("!b:x")] });
  say({ t: "operations", id, revision: 1, operations: [{ op: "delete", index: 7 }] });
  assert.equal(asked(), 3);
  assert.deepEqual(lastRows(events), [row("!b:x")]);
});

test("[B17] calls are answered by their own id, and fail with the engine's code and numbers", async (t) => {
  const { made, say, heard } = backend(t);
  const first = made.call("retryConnection", null);
  const second = made.call("signIn", { user: "a", password: "b" });
  const ids = heard.flatMap((message) => (message.t === "call" ? [message.id] : []));
  say({ t: "failure", id: ids[1], code: "rate-limited", detail: { retryAfterMs: 9 } });
  say({ t: "result", id: ids[0], value: null });
  assert.equal(await first, null);
  await assert.rejects(
    second,
    (error) => isCode("rate-limited")(error) && (error as KonsilError).detail.retryAfterMs === 9,
  );
});

test("[B17] cancelling tells the engine and rejects at once; a late answer is nobody's", async (t) => {
  const { made, say, heard } = backend(t);
  const cancel = new AbortController();
  const call = made.call("searchPeople", { term: "Nwosu" }, cancel.signal);
  cancel.abort();
  await assert.rejects(call, isCode("aborted"));
  const cancelled = heard.at(-1);
  assert.equal(cancelled?.t, "cancel");
  say({ t: "result", id: cancelled.id, value: { hits: [], limited: false } });
});

test("[B17] another release: the session says so, and every call fails with it", async (t) => {
  const { made, say, events, observe } = backend(t);
  observe("session");
  const waiting = made.call("retryConnection", null);
  say({ t: "reload", build: 8 });
  await assert.rejects(waiting, isCode("reload-needed"));
  await assert.rejects(made.call("retryConnection", null), isCode("reload-needed"));
  assert.deepEqual(lastRows(events), [{ state: "blocked", code: "reload-needed" }]);
});

test("[B17] an engine that never says hello, or falls silent, is told after a while", async (t) => {
  const never = backend(t);
  never.observe("session");
  mock.timers.tick(19_999);
  assert.deepEqual(never.events, []);
  mock.timers.tick(1);
  assert.deepEqual(lastRows(never.events), [{ state: "blocked", code: "worker-failed" }]);
  await assert.rejects(never.made.call("retryConnection", null), isCode("worker-failed"));
});

test("[B17] a worker that cannot be started is told at once", (t) => {
  const broken = backend(t);
  broken.observe("session");
  broken.made.startFailed();
  assert.deepEqual(lastRows(broken.events), [{ state: "blocked", code: "worker-failed" }]);
});

test("[B17] an error of an engine that has answered blocks nothing", (t) => {
  const running = backend(t);
  running.observe("session");
  running.say(hello);
  running.made.startFailed();
  assert.deepEqual(running.events, []);
});

test("[B17] an engine that answers its beats lives, one that stops answering does not", (t) => {
  const { say, events, observe, heard } = backend(t);
  observe("session");
  say(hello);
  for (let beats = 0; beats < 20; beats += 1) {
    mock.timers.tick(BEAT_EVERY_MS);
    assert.equal(heard.at(-1)?.t, "beat");
    say(hello);
  }
  assert.deepEqual(events, []);
  mock.timers.tick(BEAT_EVERY_MS * 4);
  assert.deepEqual(lastRows(events), [{ state: "blocked", code: "worker-failed" }]);
});

test("[B17] its end says goodbye and leaves nothing waiting", async (t) => {
  const { made, heard, stop, say, events, observe } = backend(t);
  const id = observe("rooms");
  const waiting = made.call("retryConnection", null);
  stop.abort();
  await assert.rejects(waiting, isCode("aborted"));
  assert.equal(heard.at(-1)?.t, "bye");
  say({ t: "snapshot", id, revision: 0, rows: [row("!a:x")] });
  assert.deepEqual(events, []);
  const before = heard.length;
  mock.timers.tick(BEAT_EVERY_MS * 10);
  assert.equal(heard.length, before);
});

test("[B17] what is not the engine's language is dropped", (t) => {
  const { say, events, observe } = backend(t);
  const id = observe("rooms");
  for (const message of [
    {},
    { t: "snapshot", id },
    { t: "run", id },
    { t: "failure", id: 1, code: "made-up", detail: {} },
  ]) {
    say(message);
  }
  assert.deepEqual(events, []);
});
