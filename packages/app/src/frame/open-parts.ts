import type { ContextView, Guard } from "@konsil/patient";
import type { FrameToHost, HostIdentity } from "@konsil/protocol";
import { openDrafts, openKeyRing } from "@konsil/sealed";
import type { Parts } from "./act-on.ts";
import { createConversationPart } from "./conversation-part.ts";
import { createDraftPart } from "./draft-part.ts";
import { createFilesPart } from "./files-part.ts";
import type { FrameStore } from "./frame-store.ts";
import { createOpenRoomMemory } from "./open-room-memory.ts";
import { createPeoplePart } from "./people-part.ts";
import { createPicturesPart } from "./pictures-part.ts";
import { createScreenPart } from "./screen-part.ts";
import { createSendPart } from "./send-part.ts";
import { createSessionPart } from "./session-part.ts";
import { startEngine } from "./start-engine.ts";

export interface OpenPartsOptions {
  readonly store: FrameStore;
  readonly contextView: ContextView;
  readonly guard: Guard;
  readonly identity: HostIdentity | null;
  readonly tenant: string;
  readonly tell: (message: FrameToHost) => void;
  readonly signal: AbortSignal;
}

/** Starts the engine, opens the sealed stores of this user and everything of the session that needs them. */
export async function openParts(options: OpenPartsOptions): Promise<Parts> {
  const { store, contextView, guard, identity, tenant, tell, signal } = options;
  const backend = await startEngine(identity, signal);
  const ring = await openKeyRing(tenant, signal);
  const entry = await ring.loadOrCreate(identity?.user ?? "");
  const drafts = await openDrafts(entry.storePrefix, entry.rootKey, signal);
  const memory = createOpenRoomMemory(tenant, identity?.hostSession ?? "");
  const session = createSessionPart(store, backend, signal);
  const screen = createScreenPart(store, memory, signal);
  const draft = createDraftPart(store, drafts, signal);
  const sending = createSendPart(store, backend, guard, draft, signal);
  const files = createFilesPart(store, backend, guard, sending, signal);
  backend.observe({ name: "rooms" }, (event) => store.update({ rooms: event.rows, roomsKnown: true }), signal);
  backend.observe({ name: "transfers" }, (event) => store.update({ transfers: event.rows }), signal);
  return {
    store,
    backend,
    contextView,
    session,
    screen,
    people: createPeoplePart(store, backend, guard, (next) => screen.show(next), signal),
    conversation: createConversationPart(store, backend, signal),
    pictures: createPicturesPart(store, backend, signal),
    draft,
    sending,
    files,
    tellHost: tell,
    signal,
  };
}
