import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";
import { BEAT_EVERY_MS, KonsilError, MAX_OPERATIONS, type Conversation } from "@konsil/protocol";
import { CONFIG } from "../rooms/room-world.ts";
import { EMPTY_AFTER_MS, EngineHost } from "./engine-host.ts";
import { takeEngineLock } from "./engine-lock.ts";
import { ANNA, BERT, FakeEngine, FakePage, settle } from "./port-world.ts";

let tenants = 0;

/** A worker with mocked time. */
function worker(t: TestContext, open = (engine: FakeEngine): Promise<FakeEngine> => Promise.resolve(engine)) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const end = new AbortController();
  t.after(() => {
    end.abort();
    mock.timers.reset();
  });
  const tenant = `tenant-${String((tenants += 1))}`;
  const engine = new FakeEngine();
  const config = { ...CONFIG, tenant };
  const host = new EngineHost({ config, build: 7, open: () => open(engine), signal: end.signal });
  const page = async (identity = ANNA as typeof ANNA | null) => {
    const made = new FakePage();
    await host.connect(made.port);
    made.hello(identity);
    made.say({ t: "subscribe", id: 1, topic: { name: "session" } });
    made.say({ t: "subscribe", id: 2, topic: { name: "rooms" } });
    await tick(0);
    return made;
  };
  const tick = async (ms: number): Promise<void> => {
    await settle();
    mock.timers.tick(ms);
    await settle();
  };
  return { engine, host, page, tick, tenant };
}

const rooms = (...ids: string[]) => ids.map((roomId) => ({ roomId }) as Conversation);
const serverOf = (page: FakePage): unknown => {
  const [view] = page.snapshotOf(1) ?? [];
  return view && "serverName" in view ? view.serverName : view && "code" in view ? view.code : undefined;
};

test("[S1] nothing is shown to a page and no call is answered before its hello, nor without a user where one is required", async (t) => {
  const { engine, host, page, tick } = worker(t);
  const early = new FakePage();
  await host.connect(early.port);
  early.say({ t: "subscribe", id: 1, topic: { name: "session" } });
  early.say({ t: "call", id: 9, name: "retryConnection", input: null });
  const nobody = await page(null);
  nobody.say({ t: "call", id: 9, name: "retryConnection", input: null });
  await tick(0);
  for (const one of [early, nobody]) {
    assert.deepEqual(one.of("snapshot"), []);
    assert.equal(one.of("failure")[0]?.code, "user-changed");
  }
  assert.deepEqual(engine.log, []);
});

test("[S1] another user closes the first one's account, and the first one's page loses what it shows", async (t) => {
  const { engine, page, tick } = worker(t);
  const first = await page(ANNA);
  engine.source({ name: "rooms" }).set(rooms("!a:x"));
  await tick(0);
  assert.equal(first.snapshotOf(2)?.length, 1);
  const second = await page(BERT);
  assert.deepEqual(engine.log, ["open anna", "close anna", "open bert"]);
  assert.equal(serverOf(first), "user-changed");
  assert.deepEqual(first.snapshotOf(2), []);
  assert.equal(serverOf(second), "bert");
  const heard = first.heard.length;
  engine.source({ name: "rooms" }).set(rooms("!b:x"));
  first.say({ t: "call", id: 5, name: "retryConnection", input: null });
  first.say({ t: "subscribe", id: 3, topic: { name: "rooms" } });
  await tick(0);
  assert.deepEqual(
    first.heard.slice(heard).map((message) => message.t),
    ["failure"],
  );
});

test("[S1] a call that one user made is not answered after another has taken over", async (t) => {
  const { engine, page, tick } = worker(t);
  const first = await page(ANNA);
  let answer: (value: unknown) => void = () => undefined;
  engine.answer = () => new Promise((resolve) => (answer = resolve));
  first.say({ t: "call", id: 4, name: "searchPeople", input: { term: "Nwosu" } });
  await page(BERT);
  answer({ hits: ["secret"], limited: false });
  await tick(0);
  assert.deepEqual(first.of("result"), []);
  assert.equal(first.of("failure")[0]?.code, "user-changed");
});

test("[S1] with no page for a minute the account is closed, and opened again with the next hello", async (t) => {
  const { engine, page, tick } = worker(t);
  const only = await page(ANNA);
  only.say({ t: "bye" });
  await tick(EMPTY_AFTER_MS - 1);
  assert.deepEqual(engine.log, ["open anna"]);
  await tick(1);
  assert.deepEqual(engine.log, ["open anna", "close anna"]);
  await page(ANNA);
  assert.equal(engine.log.at(-1), "open anna");
});

test("[S1] a portal that says it has signed its person out: the account is closed at once, and every page of it empty", async (t) => {
  const { engine, page, tick } = worker(t);
  const open = await page(ANNA);
  const signedOut = await page(null);
  signedOut.say({ t: "leave", id: 9 });
  await tick(0);
  assert.deepEqual(engine.log, ["open anna", "close anna"]);
  assert.equal(serverOf(open), "user-changed");
  assert.deepEqual(open.snapshotOf(2), []);
  assert.deepEqual(signedOut.of("result"), [{ t: "result", id: 9, value: null }]);
  assert.equal(serverOf(await page(ANNA)), "anna");
});

test("[S1] the next page within the minute keeps the account open", async (t) => {
  const { engine, page, tick } = worker(t);
  (await page(ANNA)).say({ t: "bye" });
  await tick(EMPTY_AFTER_MS / 2);
  await page(ANNA);
  await tick(EMPTY_AFTER_MS / 2 + 1);
  assert.deepEqual(engine.log, ["open anna"]);
});

test("[B5] a page that is silent for three beats gets no work done for it, and all of it again when it speaks", async (t) => {
  const { engine, page, tick } = worker(t);
  const hidden = await page(ANNA);
  const source = engine.source({ name: "rooms" });
  source.set(rooms("!a:x"));
  await tick(BEAT_EVERY_MS * 4);
  assert.equal(source.isObserved, false);
  source.set(rooms("!a:x", "!b:x"));
  await tick(0);
  assert.equal(hidden.snapshotOf(2)?.length, 1);
  hidden.say({ t: "beat" });
  await tick(0);
  assert.equal(hidden.snapshotOf(2)?.length, 2);
  // Hidden pages are let speak once a minute: that is often enough to keep the account open.
  for (let minutes = 0; minutes < 5; minutes += 1) {
    await tick(60_000);
    hidden.say({ t: "beat" });
    await tick(0);
  }
  assert.deepEqual(engine.log, ["open anna"]);
});

test("[B5] a page that was frozen for an hour finds its account again, but never takes it from somebody else", async (t) => {
  const { engine, page, tick } = worker(t);
  const frozen = await page(ANNA);
  await tick(BEAT_EVERY_MS * 4);
  await tick(3_600_000);
  assert.deepEqual(engine.log, ["open anna", "close anna"]);
  frozen.say({ t: "call", id: 3, name: "retryConnection", input: null });
  await tick(0);
  assert.deepEqual(engine.log.slice(2), ["open anna"]);
  assert.equal(serverOf(frozen), "anna");
  await tick(BEAT_EVERY_MS * 4);
  await tick(3_600_000);
  await page(BERT);
  frozen.say({ t: "beat" });
  await tick(0);
  assert.equal(engine.isCurrent(BERT), true);
  assert.equal(serverOf(frozen), "user-changed");
});

test("[B5] many changes come in one go, at most fifty operations a message, in order", async (t) => {
  const { engine, page, tick } = worker(t);
  const one = await page(ANNA);
  const source = engine.source({ name: "rooms" });
  source.set([]);
  await tick(0);
  const ids = Array.from({ length: 120 }, (_, index) => `!${String(index)}:x`);
  for (let count = 1; count <= ids.length; count += 1) source.set(rooms(...ids.slice(0, count)));
  await tick(0);
  const sent = one.of("operations");
  assert.deepEqual(
    sent.map(({ revision, operations }) => [revision, operations.length]),
    [
      [1, 50],
      [2, 50],
      [3, 20],
    ],
  );
  assert.equal(MAX_OPERATIONS, 50);
});

test("[B5] nonsense is dropped, a call that does not parse is our own bug and says so", async (t) => {
  const { page, tick } = worker(t);
  const one = await page(ANNA);
  const before = one.heard.length;
  for (const message of [{ t: "eval" }, { t: "call", id: "1" }, { t: "subscribe", id: 4, topic: { name: "keys" } }])
    one.say(message);
  one.say({ t: "call", id: 8, name: "send", input: { roomId: "!a:x" } });
  one.say({ t: "call", id: 9, name: "constructor", input: null });
  await tick(0);
  const failures = one.heard.slice(before);
  assert.deepEqual(
    failures.map((message) => message.t === "failure" && message.code),
    ["bad-request", "bad-request"],
  );
});

test("[B5] a cancelled call is aborted in the engine", async (t) => {
  const { engine, page, tick } = worker(t);
  const one = await page(ANNA);
  engine.answer = (_name, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
  one.say({ t: "call", id: 6, name: "retryConnection", input: null });
  one.say({ t: "cancel", id: 6 });
  await tick(0);
  assert.equal(one.of("failure")[0]?.code, "aborted");
});

test("[B4] a page of another protocol is told to load anew", async (t) => {
  const { host, tick } = worker(t);
  const old = new FakePage();
  await host.connect(old.port);
  old.say({ t: "hello", protocol: 99, build: 1, identity: ANNA });
  await tick(0);
  assert.deepEqual(old.heard, [{ t: "reload", build: 7 }]);
});

test("[B4] when a newer release comes, pages are told, the account is closed, and no page opens it again here", async (t) => {
  const { engine, page, tick, tenant } = worker(t);
  const one = await page(ANNA);
  const stop = new AbortController();
  t.after(() => stop.abort());
  await takeEngineLock(tenant, 8, { onYield: () => Promise.resolve() }, stop.signal);
  assert.deepEqual(one.of("reload"), [{ t: "reload", build: 8 }]);
  assert.deepEqual(engine.log, ["open anna", "close anna"]);
  const late = await page(ANNA);
  await tick(0);
  assert.equal(late.of("reload")[0]?.build, 8);
  assert.deepEqual(engine.log, ["open anna", "close anna"]);
});

test("[B5] where stores are blocked the page is told, and the next page tries again", async (t) => {
  let tries = 0;
  const { page } = worker(t, (engine) => {
    tries += 1;
    return tries === 1 ? Promise.reject(new KonsilError("storage-blocked")) : Promise.resolve(engine);
  });
  const first = await page(ANNA);
  assert.equal(serverOf(first), "storage-blocked");
  first.say({ t: "call", id: 3, name: "retryConnection", input: null });
  assert.equal(first.of("failure")[0]?.code, "storage-blocked");
  assert.equal(serverOf(await page(ANNA)), "anna");
});
