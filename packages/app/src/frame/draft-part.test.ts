import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asRoomId,
  asRowKey,
  type Conversation,
  type RowKey,
  type TenantConfig,
  type TimelineRow,
} from "@konsil/protocol";
import { createRootKey, openDrafts, type Draft } from "@konsil/sealed";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { createDraftPart } from "./draft-part.ts";
import { initialState, type FrameState } from "./frame-state.ts";
import { createFrameStore } from "./frame-store.ts";

const roomId = asRoomId("!a:localhost");
const key = asRowKey("k1");
const room = { kind: "conversation", roomId, binding: null, title: "" } as unknown as Conversation;
const draft: Draft = {
  roomId,
  patientKey: null,
  patient: null,
  to: "",
  text: "schon fort?",
  replyTo: null,
  sentAs: key,
  begunAt: 1,
  revision: 1,
};
const timelineOf = (...keys: RowKey[]): FrameState["timeline"] => {
  const rows = keys.map((one) => ({ kind: "message", key: one }) as unknown as TimelineRow);
  return { roomId, rows, moreAbove: false, loadingOlder: false, isPainted: false };
};

async function open(kept: Draft) {
  globalThis.indexedDB = new IDBFactory();
  const stop = new AbortController();
  const drafts = await openDrafts(`konsil:t:${crypto.randomUUID()}`, await createRootKey(), stop.signal);
  await drafts.put(kept);
  const store = createFrameStore({
    ...initialState({} as TenantConfig, "de", true),
    rooms: [room],
    screen: { at: "conversation", roomId },
  });
  const text = (wanted: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (store.state.draft?.text === wanted) resolve();
      };
      store.observe(look, stop.signal);
      look();
    });
  createDraftPart(store, drafts, stop.signal);
  await text(kept.text);
  return { store, drafts, text, stop };
}

test("[A5] a draft whose row has been written down is a draft no longer", async () => {
  const { store, drafts, text, stop } = await open(draft);
  store.update({ timeline: timelineOf(asRowKey("k0")) });
  assert.equal(store.state.draft?.text, draft.text);
  store.update({ timeline: timelineOf(asRowKey("k0"), key) });
  await text("");
  while ((await drafts.get(roomId)) !== undefined) await new Promise(setImmediate);
  stop.abort();
});

test("[A5] a draft that was never written down stays, as does one that was changed since", async () => {
  const { store, stop } = await open({ ...draft, sentAs: null });
  store.update({ timeline: timelineOf(key) });
  assert.equal(store.state.draft?.text, draft.text);
  stop.abort();
});
