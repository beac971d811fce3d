import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { OutdatedError, parseNotice, takeEngineLock } from "./engine-lock.ts";

let tenants = 0;
/** Engines of one tenant in one "browser"; all of them end with the test. */
function engines(t: TestContext) {
  const tenant = `t${String((tenants += 1))}`;
  const controller = new AbortController();
  t.after(() => controller.abort());
  const log: string[] = [];
  const start = (name: string, build: number, onYield = (): Promise<void> => Promise.resolve()) =>
    takeEngineLock(
      tenant,
      build,
      {
        onYield: (newer) => {
          log.push(`${name} yields to ${String(newer)}`);
          return onYield();
        },
      },
      controller.signal,
    ).then(() => void log.push(`${name} runs`));
  return { start, log };
}
const outdated = (build: number) => (error: unknown) => error instanceof OutdatedError && error.build === build;

test("[B4] an older engine stops and flushes before the newer one gets the lock", async (t) => {
  const { start, log } = engines(t);
  await start("old", 1, async () => {
    log.push("old flushes");
    await new Promise((resolve) => setImmediate(resolve));
    log.push("old has flushed");
  });
  await start("new", 2);
  assert.deepEqual(log, ["old runs", "old yields to 2", "old flushes", "old has flushed", "new runs"]);
});

test("[B4] there are never two engines, whatever comes and goes", async (t) => {
  const { start } = engines(t);
  let running = 0;
  let most = 0;
  const runs = async (build: number): Promise<void> => {
    const stop = async (): Promise<void> => {
      // Stopping takes its time: stores are written.
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
    };
    await start(`build ${String(build)}`, build, stop);
    running += 1;
    most = Math.max(most, running);
  };
  const outcomes = await Promise.allSettled([1, 3, 2, 5, 4, 6].map(runs));
  assert.equal(most, 1);
  assert.equal(outcomes.at(-1)?.status, "fulfilled");
});

test("[B4] one that waits steps aside for a newer one, and an old page is told instead of waiting for ever", async (t) => {
  const { start, log } = engines(t);
  let flushed = (): void => undefined;
  await start("one", 1, () => new Promise((resolve) => (flushed = resolve)));
  const two = start("two", 2);
  two.catch(() => undefined);
  const three = start("three", 3);
  await assert.rejects(two, outdated(3));
  flushed();
  await three;
  await assert.rejects(start("old tab", 2), outdated(3));
  assert.deepEqual(
    log.filter((line) => line.endsWith("runs")),
    ["one runs", "three runs"],
  );
});

test("[B4] anything else on the channel is ignored", () => {
  for (const data of [null, "yield", 7, {}, { t: "yield" }, { t: "stop", build: 9 }, { t: "yield", build: "9" }]) {
    assert.equal(parseNotice(data), undefined);
  }
  assert.deepEqual(parseNotice({ t: "yield", build: 3, more: 1 }), { t: "yield", build: 3 });
});
