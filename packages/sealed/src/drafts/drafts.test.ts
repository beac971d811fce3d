import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { asEventId, asPatientKey, asRoomId, LOCAL_SYSTEM, type Patient } from "@konsil/protocol";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import fc from "fast-check";
import { openDB } from "idb";
import { createRootKey } from "../seal/root-key.ts";
import type { Draft } from "./draft.ts";
import { openDrafts, type Drafts } from "./drafts.ts";

const ROOM = asRoomId("!a:example.org");
const OTHER = asRoomId("!b:example.org");
const PATIENT: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};

function draft(revision: number, change: Partial<Draft> = {}): Draft {
  return {
    roomId: ROOM,
    patientKey: asPatientKey("key-of-bergmann"),
    patient: PATIENT,
    to: "Kardiologie Ambulanz, Klinikum Nord",
    text: `Stand ${String(revision)}`,
    replyTo: asEventId("$e"),
    sentAs: null,
    begunAt: 1,
    revision,
    ...change,
  };
}

async function createViews(context: TestContext, count: number, rootKey?: CryptoKey): Promise<Drafts[]> {
  globalThis.indexedDB = new IDBFactory();
  const stop = new AbortController();
  context.after(() => stop.abort());
  const key = rootKey ?? (await createRootKey());
  // Channels and locks of other tests in this process must not be heard.
  const prefix = `konsil:test:${crypto.randomUUID()}`;
  return Promise.all(Array.from({ length: count }, () => openDrafts(prefix, key, stop.signal)));
}

async function createView(context: TestContext): Promise<Drafts> {
  const [drafts] = await createViews(context, 1);
  assert.ok(drafts);
  return drafts;
}

test("[R5] a draft comes back whole, with the patient it was written for", async (context) => {
  const drafts = await createView(context);
  assert.equal(await drafts.get(ROOM), undefined);
  assert.equal(await drafts.put(draft(1)), true);
  assert.deepEqual(await drafts.get(ROOM), draft(1));
  assert.deepEqual(await drafts.list(), [draft(1)]);
});

test("[R5] whatever the order in which writes arrive, the newest revision stands", async (context) => {
  const order = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(order, async (revisions) => {
      const drafts = await createView(context);
      await Promise.all(revisions.map((revision) => drafts.put(draft(revision))));
      assert.equal((await drafts.get(ROOM))?.revision, Math.max(...revisions));
    }),
    { numRuns: 20 },
  );
});

test("[R5] a write that is late does not bring back a text that was sent", async (context) => {
  const drafts = await createView(context);
  await drafts.put(draft(5));
  assert.equal(await drafts.remove(ROOM, 5), true);
  assert.equal(await drafts.put(draft(4)), false);
  assert.equal(await drafts.put(draft(5)), false);
  assert.equal(await drafts.get(ROOM), undefined);
  assert.deepEqual(await drafts.list(), []);
});

test("[R5] removing what was sent spares what was typed since", async (context) => {
  const drafts = await createView(context);
  await drafts.put(draft(5));
  await drafts.put(draft(6));
  assert.equal(await drafts.remove(ROOM, 5), false);
  assert.equal((await drafts.get(ROOM))?.revision, 6);
});

test("[R5] the next revision is above all that was seen, after a restart and with a clock set back", async (context) => {
  const future = Date.now() + 1_000_000;
  const [before, after] = await createViews(context, 2);
  assert.ok(before && after);
  await before.put(draft(future));
  await before.remove(ROOM);
  await after.get(ROOM);
  const revision = after.nextRevision(ROOM);
  assert.ok(revision > future);
  assert.ok(after.nextRevision(ROOM) > revision);
  assert.equal(await after.put(draft(revision)), true);
});

test("[R3] neither text nor room nor patient is on disk in clear", async (context) => {
  const drafts = await createView(context);
  await drafts.put(draft(1, { text: "Kanarienvogel" }));
  const [database] = await indexedDB.databases();
  const raw = await openDB(database?.name ?? "");
  const dump = (await raw.getAll("drafts")).map((record: Record<string, unknown>) =>
    JSON.stringify({ ...record, sealed: new TextDecoder("latin1").decode(record["sealed"] as Uint8Array) }),
  );
  assert.equal(dump.length, 1);
  for (const word of ["Kanarienvogel", "example.org", "Bergmann", "20418"]) assert.ok(!dump.join().includes(word));
});

test("[R2] drafts under another key or with a broken seal are left out, not thrown", async (context) => {
  const drafts = await createView(context);
  await drafts.put(draft(1));
  await drafts.put(draft(1, { roomId: OTHER }));
  const [database] = await indexedDB.databases();
  const raw = await openDB(database?.name ?? "");
  const [first, second] = (await raw.getAll("drafts")) as { name: string; sealed: Uint8Array }[];
  assert.ok(first && second);
  await raw.put("drafts", { ...first, sealed: second.sealed });
  assert.equal((await drafts.list()).length, 1);
});

test("[R6] another view hears of a change", async (context) => {
  const [writer, reader] = await createViews(context, 2);
  assert.ok(writer && reader);
  await reader.get(ROOM);
  const heard = new Promise((resolve) => reader.onChange(resolve, context.signal));
  await writer.put(draft(1));
  assert.equal(await heard, ROOM);
  assert.deepEqual(await reader.get(ROOM), draft(1));
});

test("[R6] [P4] a draft that is open in one view is read-only in the second", async (context) => {
  const [first, second] = await createViews(context, 2);
  assert.ok(first && second);
  const options = { onWanted: () => undefined, signal: context.signal };
  const claim = await first.claim(ROOM, options);
  assert.ok(claim);
  assert.equal(await second.claim(ROOM, options), null);
  assert.ok(await second.claim(OTHER, options));
  claim.release();
  assert.ok(await second.takeOver(ROOM, options));
});

test("[R6] [P4] going on in the second view lets the first one finish writing", async (context) => {
  const [first, second] = await createViews(context, 2);
  assert.ok(first && second);
  const onWanted = async (): Promise<void> => {
    await first.put(draft(2, { text: "zu Ende getippt" }));
  };
  assert.ok(await first.claim(ROOM, { onWanted, signal: context.signal }));
  assert.ok(await second.takeOver(ROOM, { onWanted: () => undefined, signal: context.signal }));
  assert.equal((await second.get(ROOM))?.text, "zu Ende getippt");
});

test("[R6] [P4] a view that does not answer loses the draft", async (context) => {
  const [frozen, second] = await createViews(context, 2);
  assert.ok(frozen && second);
  const never = new Promise<void>(() => undefined);
  assert.ok(await frozen.claim(ROOM, { onWanted: () => never, signal: context.signal }));
  assert.ok(await second.takeOver(ROOM, { onWanted: () => undefined, signal: context.signal }));
});

test("[R6] a view that ends lets go", async (context) => {
  const [first, second] = await createViews(context, 2);
  assert.ok(first && second);
  const ending = new AbortController();
  assert.ok(await first.claim(ROOM, { onWanted: () => undefined, signal: ending.signal }));
  ending.abort();
  assert.ok(await second.takeOver(ROOM, { onWanted: () => undefined, signal: context.signal }));
});
