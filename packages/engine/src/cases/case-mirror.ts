import type { CaseBinding, RoomId } from "@konsil/protocol";
import {
  createSealer,
  openDatabase,
  writeStrictly,
  type Bytes,
  type DBSchema,
  type IDBPDatabase,
  type Sealer,
} from "@konsil/sealed";

/** What this device knows about one room. */
export interface MirroredCase {
  readonly binding: CaseBinding;
  /** IV of the server's record that it was last the same as; null: never on the server. */
  readonly serverIv: string | null;
  /** Still to be written to the server. */
  readonly isDirty: boolean;
}

export type CaseShard = ReadonlyMap<RoomId, MirroredCase>;

/** The patient index on this disk: opens in milliseconds, works before the server or secret storage is in reach. */
export interface CaseMirror {
  load(): Promise<{ readonly cases: ReadonlyMap<RoomId, MirroredCase>; readonly secrets: MirroredSecrets }>;
  /** One strict transaction. @throws KonsilError disk-full, storage-blocked */
  writeShard(index: number, shard: CaseShard): Promise<void>;
  writeSecrets(secrets: MirroredSecrets): Promise<void>;
}

export interface MirroredSecrets {
  /** Base64, newest first. Older ones open records that another device has yet to write anew. */
  readonly known: readonly string[];
  /** Tag under which the newest lies on the server. */
  readonly tag: string | null;
}

const NO_SECRETS: MirroredSecrets = { known: [], tag: null };

export const SHARD_COUNT = 16;

/** FNV-1a: spreads room ids evenly, needs no key since nothing of it is written down but a number below 16. */
export function shardOf(roomId: RoomId): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < roomId.length; at += 1) hash = Math.imul(hash ^ roomId.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % SHARD_COUNT;
}

interface MirrorSchema extends DBSchema {
  shards: { key: number; value: Bytes };
  secrets: { key: string; value: Bytes };
}

const BUCKET_BYTES = 4096;
const SECRETS_PLACE = ["cases", "secrets"];

export async function openCaseMirror(
  storePrefix: string,
  rootKey: CryptoKey,
  signal: AbortSignal,
): Promise<CaseMirror> {
  const upgrade = (opened: IDBPDatabase<MirrorSchema>): void => {
    opened.createObjectStore("shards");
    opened.createObjectStore("secrets");
  };
  const database = await openDatabase<MirrorSchema>(`${storePrefix}:cases`, 1, upgrade, signal);
  const sealer = createSealer(rootKey, "cases");
  return {
    load: async () => ({ cases: await loadShards(database, sealer), secrets: await loadSecrets(database, sealer) }),
    writeShard: async (index, shard) => {
      const sealed = await sealer.sealJson([...shard], shardPlace(index), { bucketBytes: BUCKET_BYTES });
      await writeStrictly(database, ["shards"], (transaction) => transaction.objectStore("shards").put(sealed, index));
    },
    writeSecrets: async (secrets) => {
      const sealed = await sealer.sealJson(secrets, SECRETS_PLACE);
      await writeStrictly(database, ["secrets"], (transaction) =>
        transaction.objectStore("secrets").put(sealed, "all"),
      );
    },
  };
}

/** For bots in Node. */
export function createMemoryCaseMirror(): CaseMirror {
  const shards = new Map<number, CaseShard>();
  let kept = NO_SECRETS;
  return {
    load: () => Promise.resolve({ cases: new Map([...shards.values()].flatMap((shard) => [...shard])), secrets: kept }),
    writeShard: (index, shard) => {
      shards.set(index, new Map(shard));
      return Promise.resolve();
    },
    writeSecrets: (secrets) => {
      kept = secrets;
      return Promise.resolve();
    },
  };
}

async function loadShards(database: IDBPDatabase<MirrorSchema>, sealer: Sealer): Promise<Map<RoomId, MirroredCase>> {
  const [indexes, sealed] = await Promise.all([database.getAllKeys("shards"), database.getAll("shards")]);
  const opened = await Promise.all(
    sealed.map((shard, at) => sealer.openJson(shard, shardPlace(indexes[at] ?? -1)).catch(() => undefined)),
  );
  const cases = new Map<RoomId, MirroredCase>();
  for (const shard of opened) {
    // Sealed by us under our own key: the envelope is checked, not each field.
    if (!Array.isArray(shard)) continue;
    for (const [roomId, mirrored] of shard as [RoomId, MirroredCase][]) cases.set(roomId, mirrored);
  }
  return cases;
}

async function loadSecrets(database: IDBPDatabase<MirrorSchema>, sealer: Sealer): Promise<MirroredSecrets> {
  const sealed = await database.get("secrets", "all");
  if (sealed === undefined) return NO_SECRETS;
  const opened: unknown = await sealer.openJson(sealed, SECRETS_PLACE).catch(() => null);
  if (typeof opened !== "object" || opened === null) return NO_SECRETS;
  const { known, tag } = opened as { readonly known?: unknown; readonly tag?: unknown };
  if (!Array.isArray(known)) return NO_SECRETS;
  return {
    known: known.filter((secret) => typeof secret === "string"),
    tag: typeof tag === "string" ? tag : null,
  };
}

function shardPlace(index: number): readonly string[] {
  return ["cases", "shards", String(index)];
}
