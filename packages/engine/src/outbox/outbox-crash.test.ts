import assert from "node:assert/strict";
import { test } from "node:test";
import { asRoomId, KonsilError, type RoomId, type RowKey } from "@konsil/protocol";
import fc from "fast-check";
import type { OutboxEntry } from "../seams.ts";
import { fileEntry, headerEntry, textEntry } from "./outbox-fixtures.ts";
import { OutboxWorld, until, type Process } from "./outbox-world.ts";

const ROOMS = [asRoomId("!a:example.org"), asRoomId("!b:example.org")] as const;

interface Plan {
  readonly kinds: readonly { readonly kind: "text" | "file" | "header"; readonly room: 0 | 1 }[];
  /** After how many rows the first live sync comes. */
  readonly opensAfter: number;
  /** At which storage or network step each process dies; the one after the last of them lives. */
  readonly deaths: readonly number[];
  /** Which requests find the server away, before or after it has done the work. */
  readonly troubles: readonly ("none" | "before" | "after")[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  kinds: fc.array(fc.record({ kind: fc.constantFrom("text", "text", "file"), room: fc.constantFrom(0, 1) }), {
    minLength: 1,
    maxLength: 8,
  }),
  opensAfter: fc.nat(8),
  deaths: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
  troubles: fc.array(fc.constantFrom("none", "none", "before", "after"), { maxLength: 12 }),
});

function entryOf({ kind, room }: Plan["kinds"][number]): OutboxEntry {
  const roomId = ROOMS[room];
  switch (kind) {
    case "text":
      return textEntry({ roomId });
    case "file":
      return fileEntry({}, { roomId });
    case "header":
      return headerEntry({ roomId });
    default:
      return kind satisfies never;
  }
}

class Run {
  readonly world = new OutboxWorld();
  readonly entries: readonly OutboxEntry[];
  readonly begun: RowKey[] = [];
  readonly acked: RowKey[] = [];
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.entries = plan.kinds.map(entryOf);
    this.world.clock.jumps = true;
    const troubles = [...plan.troubles];
    let next = troubles.shift();
    this.world.server.trouble = (at) => {
      const isNow = next === at;
      if (at === "after" || isNow) next = troubles.shift();
      return isNow ? new KonsilError("server-unreachable") : undefined;
    };
  }

  /** Starts processes, each dying at its step, until one has brought everything out. */
  async live(): Promise<void> {
    for (const diesAt of [...this.#plan.deaths, Infinity]) {
      const process = await this.world.start({ diesAt });
      const isOver = (): boolean => process.isDead() || this.isDelivered();
      if (this.#plan.opensAfter === 0) process.outbox.open();
      void this.#write(process);
      await until(isOver);
      if (!process.isDead()) {
        // It may still die while it tidies up.
        await Promise.race([process.outbox.close(), process.death]);
        return;
      }
    }
  }

  isDelivered(): boolean {
    const sent = new Set(this.world.server.events.map((event) => event.transactionId));
    return this.acked.length === this.entries.length && this.acked.every((key) => sent.has(key));
  }

  delivered(roomId: RoomId): string[] {
    return this.world.server.events.filter((event) => event.roomId === roomId).map((event) => event.transactionId);
  }

  /** A caller whose process died before the answer calls again with the same key, as the port client does. */
  async #write(process: Process): Promise<void> {
    let count = this.acked.length;
    if (count >= this.#plan.opensAfter) process.outbox.open();
    for (const entry of this.entries.slice(this.acked.length)) {
      this.begun.push(entry.key);
      await process.outbox.add(entry, entry.content.kind === "file" ? new Blob(["abc"]) : undefined);
      this.acked.push(entry.key);
      count += 1;
      if (count >= this.#plan.opensAfter) process.outbox.open();
    }
    process.outbox.open();
  }
}

test("[O4] [O2] every row arrives exactly once and in order, wherever the process dies", async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const run = new Run(plan);
      await run.live();
      for (const roomId of ROOMS) {
        const expected = run.entries.filter((entry) => entry.roomId === roomId).map((entry) => entry.key);
        assert.deepEqual(run.delivered(roomId), expected);
      }
    }),
    { numRuns: 150 },
  );
});

test("[O4] [O3] [C1] with a header in the plan it is always the first of its room, and the room is bound", async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const run = new Run({ ...plan, kinds: [{ kind: "header", room: 0 }, ...plan.kinds] });
      await run.live();
      assert.equal(run.delivered(ROOMS[0])[0], run.entries[0]?.key);
      assert.equal(new Set(run.delivered(ROOMS[0])).size, run.delivered(ROOMS[0]).length);
      const last = await run.world.start();
      last.outbox.open();
      await until(() => run.world.server.bound.length > 0);
      await last.outbox.close();
    }),
    { numRuns: 60 },
  );
});

test("[O4] [O1] what the process acknowledged is on disk: it is there after any death", async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 1, max: 120 }), async (plan, diesAt) => {
      const run = new Run({ ...plan, opensAfter: 99, deaths: [] });
      const first = await run.world.start({ diesAt });
      for (const entry of run.entries) {
        const isAcked = await Promise.race([
          first.outbox.add(entry, new Blob(["abc"])).then(() => true),
          until(() => first.isDead()).then(
            () => false,
            () => true,
          ),
        ]);
        if (!isAcked) break;
        run.acked.push(entry.key);
      }
      first.kill();
      const { outbox } = await run.world.start();
      const kept = ROOMS.flatMap((roomId) => outbox.rows(roomId)).map((row) => row.entry.key);
      for (const key of run.acked) assert.ok(kept.includes(key));
      assert.equal(new Set(kept).size, kept.length);
      assert.ok(kept.length <= run.acked.length + 1);
    }),
    { numRuns: 60 },
  );
});

test("[O4] [M2] ten rows and a file, killed while they drain: each once, in order, without a question", async () => {
  for (let diesAt = 40; diesAt < 120; diesAt += 7) {
    const kinds = Array.from({ length: 11 }, (_, at) => ({ kind: at === 5 ? "file" : "text", room: 0 }) as const);
    const run = new Run({ kinds, opensAfter: 11, deaths: [diesAt, diesAt - 20], troubles: [] });
    await run.live();
    assert.deepEqual(
      run.delivered(ROOMS[0]),
      run.entries.map((entry) => entry.key),
    );
    assert.deepEqual(run.delivered(ROOMS[1]), []);
  }
});
