import { checkHost } from "@konsil/engine/client";
import type { ContextView, Guard } from "@konsil/patient";
import type { FrameToHost, HostIdentity } from "@konsil/protocol";
import { openDrafts, openKeyRing, openSnapshotStore, type Drafts } from "@konsil/sealed";
import type { Parts } from "./act-on.ts";
import { createConversationPart } from "./conversation-part.ts";
import { createDraftPart } from "./draft-part.ts";
import { createFilesPart } from "./files-part.ts";
import type { FrameState } from "./frame-state.ts";
import type { FrameStore } from "./frame-store.ts";
import { createOpenRoomMemory } from "./open-room-memory.ts";
import { createLinkPart } from "./link-part.ts";
import { paint } from "./painted.ts";
import { createPeoplePart } from "./people-part.ts";
import { createPicturesPart } from "./pictures-part.ts";
import { createScreenPart } from "./screen-part.ts";
import { createSendPart } from "./send-part.ts";
import { createSessionPart } from "./session-part.ts";
import { startEngine, type WorkerConnection } from "./start-engine.ts";

export interface OpenPartsOptions {
  readonly store: FrameStore;
  readonly contextView: ContextView;
  readonly guard: Guard;
  readonly identity: HostIdentity | null;
  readonly tenant: string;
  readonly worker: WorkerConnection;
  readonly tell: (message: FrameToHost) => void;
  readonly signal: AbortSignal;
}

/**
 * Asks the engine, opens the sealed stores of this user beside it and paints the last view; then everything of the session
 * that needs them. @throws KonsilError insecure-context, storage-blocked, worker-failed
 */
export async function openParts(options: OpenPartsOptions): Promise<Parts> {
  const failed = new AbortController();
  try {
    return await open({ ...options, signal: AbortSignal.any([options.signal, failed.signal]) });
  } catch (error) {
    // What else goes wrong without them says less than this.
    failed.abort();
    throw error;
  }
}

async function open(options: OpenPartsOptions): Promise<Parts> {
  const { store, contextView, guard, identity, tenant, worker, tell, signal } = options;
  const host = checkHost();
  // What is wrong with the host says more than that there is no worker.
  if (worker.port === null) await host;
  const backend = startEngine(worker, identity, signal);
  const session = createSessionPart(store, backend, signal);
  backend.observe({ name: "rooms" }, (event) => store.update(roomsHeard(event.rows)), signal);
  backend.observe({ name: "transfers" }, (event) => store.update({ transfers: event.rows }), signal);
  const memory = createOpenRoomMemory(tenant, identity?.hostSession ?? "");
  const screen = createScreenPart(store, memory, signal);
  const conversation = createConversationPart(store, backend, memory.read(), signal);
  const [drafts] = await Promise.all([openStores(store, tenant, identity?.user ?? "", signal), host]);
  const draft = createDraftPart(store, drafts, signal);
  const sending = createSendPart(store, backend, guard, draft, signal);
  return {
    store,
    backend,
    contextView,
    session,
    screen,
    people: createPeoplePart(store, backend, guard, (next) => screen.show(next), signal),
    linking: createLinkPart(store, backend, guard, signal),
    conversation,
    pictures: createPicturesPart(store, backend, signal),
    draft,
    sending,
    files: createFilesPart(store, backend, guard, sending, signal),
    tellHost: tell,
    signal,
  };
}

/** The engine knows its rooms with the first sync from disk; a call before that would find none. */
const roomsHeard = (rooms: FrameState["rooms"]): Partial<FrameState> => ({
  rooms,
  roomsKnown: true,
  isLive: true,
  painted: null,
});

async function openStores(store: FrameStore, tenant: string, user: string, signal: AbortSignal): Promise<Drafts> {
  const ring = await openKeyRing(tenant, signal);
  const { storePrefix, rootKey } = await ring.loadOrCreate(user);
  const [drafts] = await Promise.all([
    openDrafts(storePrefix, rootKey, signal),
    paintLast(store, storePrefix, rootKey, signal),
  ]);
  return drafts;
}

/** A snapshot that cannot be read costs a moment, no more. */
async function paintLast(
  store: FrameStore,
  storePrefix: string,
  rootKey: CryptoKey,
  signal: AbortSignal,
): Promise<void> {
  try {
    const snapshots = await openSnapshotStore(storePrefix, rootKey, signal);
    paint(store, await snapshots.read());
  } catch {
    // The engine will say whether storage is blocked.
  }
}
