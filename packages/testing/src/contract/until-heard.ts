import assert from "node:assert/strict";
import type { RoomId } from "@konsil/protocol";
import type { BackendWorld } from "./backend-world.ts";

const PATIENCE_MS = 20_000;

/** What the other side can read, once it is enough. @throws AssertionError with what it could read until then */
export async function untilHeard(
  world: BackendWorld,
  roomId: RoomId,
  isEnough: (texts: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const texts = await world.heard(roomId);
    if (isEnough(texts)) return texts;
    assert.ok(performance.now() < giveUpAt, `the other side could read ${JSON.stringify(texts)}`);
    await world.pass(50);
  }
}
