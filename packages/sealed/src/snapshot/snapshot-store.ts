import { ENGINE_PROTOCOL, type RoomId, type RoomRow, type SessionView, type TimelineRow } from "@konsil/protocol";
import type { DBSchema, IDBPDatabase } from "idb";
import type { Bytes } from "../seal/bytes.ts";
import { createSealer } from "../seal/sealer.ts";
import { storageError } from "../storage-error.ts";
import { openDatabase } from "../strict-database.ts";

export interface SnapshotTimeline {
  readonly roomId: RoomId;
  readonly rows: readonly TimelineRow[];
}

/** The last view: what a page paints before its engine has answered. */
export interface Snapshot {
  readonly session: SessionView | null;
  readonly rooms: readonly RoomRow[];
  /** Newest rows of the conversations that were open last, the latest first. */
  readonly timelines: readonly SnapshotTimeline[];
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
}

export interface SnapshotStore {
  /** @throws KonsilError disk-full, storage-blocked */
  write(snapshot: Snapshot): Promise<void>;
  /** @returns undefined when there is none, it does not open, or another release wrote it. */
  read(): Promise<Snapshot | undefined>;
  clear(): Promise<void>;
}

interface SnapshotSchema extends DBSchema {
  snapshot: { key: string; value: Bytes };
}

const BUCKET_BYTES = 4096;
const PLACE = ["snapshot", "last", String(ENGINE_PROTOCOL)];

/** Losing the last write costs a paint, so it is relaxed. */
export async function openSnapshotStore(
  storePrefix: string,
  rootKey: CryptoKey,
  signal?: AbortSignal,
): Promise<SnapshotStore> {
  const upgrade = (opened: IDBPDatabase<SnapshotSchema>): void => {
    opened.createObjectStore("snapshot");
  };
  const database = await openDatabase<SnapshotSchema>(`${storePrefix}:snapshot`, 1, upgrade, signal);
  const sealer = createSealer(rootKey, "snapshot");
  return {
    write: async (snapshot) => {
      const sealed = await sealer.sealJson(snapshot, PLACE, { bucketBytes: BUCKET_BYTES });
      try {
        await database.put("snapshot", sealed, "last");
      } catch (error) {
        throw storageError(error);
      }
    },
    read: async () => {
      const sealed = await database.get("snapshot", "last").catch(() => undefined);
      if (sealed === undefined) return undefined;
      return sealer.openJson(sealed, PLACE).then(parseSnapshot, () => undefined);
    },
    clear: () => database.clear("snapshot"),
  };
}

/** Rows were sealed by this release under our own key: their envelope is checked, not each field. */
function parseSnapshot(input: unknown): Snapshot | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const { session, rooms, timelines, takenAt } = input as Readonly<Record<keyof Snapshot, unknown>>;
  if (!Array.isArray(rooms) || !Array.isArray(timelines) || typeof takenAt !== "number") return undefined;
  return {
    session: typeof session === "object" ? (session as SessionView | null) : null,
    rooms: rooms as readonly RoomRow[],
    timelines: timelines.filter(isTimeline),
    takenAt,
  };
}

function isTimeline(input: unknown): input is SnapshotTimeline {
  if (typeof input !== "object" || input === null) return false;
  const { roomId, rows } = input as { readonly roomId?: unknown; readonly rows?: unknown };
  return typeof roomId === "string" && Array.isArray(rows);
}
