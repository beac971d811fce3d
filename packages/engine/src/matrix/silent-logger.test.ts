import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
// As the worker does: first.
import { silentLogger } from "./silent-logger.ts";
import { createMatrixClient } from "./create-client.ts";
import { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { Room } from "matrix-js-sdk/lib/models/room.js";
import * as sdkLogging from "matrix-js-sdk/lib/logger.js";

const NAMES = ["debug", "info", "log", "warn", "error", "trace"];
const CANARY = "!canary:example.org";

/** Whatever is printed while `act` runs. */
async function printedBy(act: () => unknown): Promise<unknown[][]> {
  const printed: unknown[][] = [];
  const loud: Partial<Console> = console;
  const silent = Object.fromEntries(NAMES.map((name) => [name, (...args: unknown[]) => void printed.push(args)]));
  const before = { ...loud };
  Object.assign(console, silent);
  try {
    await act();
  } finally {
    Object.assign(console, before);
  }
  return printed;
}

test("[E2] neither the logger that is handed in nor the SDK's own prints anything", async () => {
  const { logger: root } = sdkLogging as unknown as { readonly logger: sdkLogging.Logger };
  const printed = await printedBy(() => {
    for (const voice of [silentLogger, silentLogger.getChild("a").getChild("b"), root, root.getChild("c")]) {
      voice.error(CANARY);
      voice.warn(CANARY);
      voice.info(CANARY);
      voice.debug(CANARY);
    }
  });
  assert.deepEqual(printed, []);
});

test("[E2] modules of the SDK that keep the root logger's methods are silent too", async () => {
  const client = createMatrixClient({ baseUrl: "http://x", userId: "@a:b", deviceId: "D", accessToken: "t" });
  const printed = await printedBy(() => {
    const room = new Room(CANARY, client, "@a:b", { timelineSupport: true });
    const event = () => new MatrixEvent({ type: "m.room.message", event_id: "$1", room_id: CANARY, content: {} });
    const set = room.getUnfilteredTimelineSet();
    for (let times = 0; times < 2; times += 1) {
      set.addEventsToTimeline([event()], true, false, room.getLiveTimeline(), null);
    }
  });
  assert.deepEqual(printed, []);
});

test("[E2] every way into the SDK is silenced before the SDK loads", async () => {
  for (const entry of ["../engine.ts", "../bot/create-bot.ts", "../worker/engine.worker.ts", "./create-client.ts"]) {
    const source = await readFile(new URL(entry, import.meta.url), "utf8");
    const first = /^import .*$/m.exec(source)?.[0] ?? "";
    assert.match(first, /silent-logger\.ts";$/, entry);
  }
});
