import { KonsilError, type EventId } from "@konsil/protocol";
import { openSpool, type Spool } from "@konsil/sealed";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomStateEvent } from "matrix-js-sdk/lib/models/room-state.js";
import { SyncState } from "matrix-js-sdk/lib/sync.js";
import type { ActiveAccount, CaseIndex } from "../seams.ts";
import type { TransferList } from "../transfers/transfer-list.ts";
import { encryptAndPut } from "../wire/encrypt-and-put.ts";
import { findOwnEvent } from "../wire/find-own-event.ts";
import { putCasePointer } from "../wire/put-case-pointer.ts";
import { uploadMedia } from "../wire/upload-media.ts";
import { systemClock } from "./clock.ts";
import type { CaseHeaderEntry, OutboxDeps } from "./outbox-deps.ts";
import { openOutboxStore, type OutboxStore } from "./outbox-store.ts";
import { createOutbox, type DrainingOutbox } from "./outbox.ts";

export interface MatrixOutboxParts {
  readonly transfers: TransferList;
  readonly cases: Pick<CaseIndex, "put">;
  /** For Node; default: IndexedDB and the origin private file system. */
  readonly store?: OutboxStore;
  readonly spool?: Spool;
}

/** The outbox of a signed-in account. The caller holds the account's lock. @throws KonsilError storage-blocked */
export async function createMatrixOutbox(account: ActiveAccount, parts: MatrixOutboxParts): Promise<DrainingOutbox> {
  const { client, storePrefix, rootKey, hostSession, signal } = account;
  const deps: OutboxDeps = {
    store: parts.store ?? (await openOutboxStore(storePrefix, rootKey, signal)),
    spool: parts.spool ?? (await openSpool(`${storePrefix}:outbox`)),
    transfers: parts.transfers,
    clock: systemClock,
    hostSession,
    signal,
    put: (send, options) => encryptAndPut(client, send, options),
    upload: (ciphertext, options) => uploadMedia(client, ciphertext, options),
    findOwnEvent: (query, stop) => findOwnEvent(client, query, stop),
    headerSent: (entry, eventId, stop) => bindRoom(account, parts.cases, entry, eventId, stop),
    onRoomChanged: () => undefined,
  };
  const outbox = await createOutbox(deps);
  pokeWhenItMayHelp(client, outbox, signal);
  return outbox;
}

/** The server answers again, or a room has become known as encrypted: no need to sit out a pause. */
function pokeWhenItMayHelp(client: MatrixClient, outbox: DrainingOutbox, signal: AbortSignal): void {
  const poke = (): void => outbox.poke();
  const synced = (state: SyncState, before: SyncState | null): void => {
    if (state === SyncState.Syncing && before !== SyncState.Syncing) poke();
  };
  const stateChanged = (event: MatrixEvent): void => {
    if (event.getType() === "m.room.encryption") poke();
  };
  client.on(ClientEvent.Sync, synced);
  client.on(RoomStateEvent.Events, stateChanged);
  // Workers have no window for the SDK to listen on; nobody else would notice that the network is back.
  if ("addEventListener" in globalThis) globalThis.addEventListener("online", poke, { signal });
  signal.addEventListener(
    "abort",
    () => {
      client.off(ClientEvent.Sync, synced);
      client.off(RoomStateEvent.Events, stateChanged);
    },
    { once: true },
  );
}

/** What follows from a delivered case header; every part may be repeated. */
async function bindRoom(
  account: ActiveAccount,
  cases: Pick<CaseIndex, "put">,
  entry: CaseHeaderEntry,
  eventId: EventId,
  signal: AbortSignal,
): Promise<void> {
  const { patient, patientKey } = entry.content;
  await cases.put(entry.roomId, { key: patientKey, patient, headerEventId: eventId, origin: "own" });
  try {
    await putCasePointer(account.client, entry.roomId, eventId, signal);
  } catch (error) {
    // The pointer is a convenience; without the right to set state the conversation works all the same.
    const isRefused = error instanceof KonsilError && ["forbidden", "not-a-member"].includes(error.code);
    if (!isRefused) throw error;
  }
}
