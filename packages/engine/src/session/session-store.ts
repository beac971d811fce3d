import { createSealer, openDatabase, writeStrictly, type Bytes, type DBSchema } from "@konsil/sealed";
import * as v from "valibot";

const matrixId = v.pipe(v.string(), v.startsWith("@"));
const openSchema = v.object({
  state: v.literal("open"),
  userId: matrixId,
  deviceId: v.string(),
  accessToken: v.string(),
  /** The recovery key was proven or entered on this device: no question at the next start. */
  recovered: v.boolean(),
});
const endedSchema = v.object({
  state: v.literal("ended"),
  /** Whose unsent rows still lie here. */
  userId: matrixId,
  reason: v.picklist(["signed-out", "revoked"]),
  /** Rows that had not left when it ended. */
  notSent: v.number(),
});
const recordSchema = v.variant("state", [openSchema, endedSchema]);

/** What is kept of a signed-in session. */
export type StoredSession = v.InferOutput<typeof openSchema>;
/** What is kept of one that has ended: enough to say so at the next start. */
export type EndedSession = v.InferOutput<typeof endedSchema>;

interface SessionSchema extends DBSchema {
  session: { key: string; value: Bytes };
}

export interface SessionStore {
  /** Undefined where nobody has signed in yet; a damaged record counts as none. */
  read(): Promise<StoredSession | EndedSession | undefined>;
  write(session: StoredSession | EndedSession): Promise<void>;
}

/** The session of one account on this device, sealed. @throws KonsilError storage-blocked */
export async function openSessionStore(
  storePrefix: string,
  rootKey: CryptoKey,
  signal: AbortSignal,
): Promise<SessionStore> {
  const database = await openDatabase<SessionSchema>(
    `${storePrefix}:session`,
    1,
    (opened) => void opened.createObjectStore("session"),
    signal,
  );
  const sealer = createSealer(rootKey, "session");
  const place = ["session", "session"];
  return {
    async read() {
      const sealed = await database.get("session", "session");
      if (sealed === undefined) return undefined;
      try {
        const parsed = v.safeParse(recordSchema, await sealer.openJson(sealed, place));
        return parsed.success ? parsed.output : undefined;
      } catch {
        return undefined;
      }
    },
    async write(session) {
      const sealed = await sealer.sealJson(session, place, { bucketBytes: 512 });
      await writeStrictly(database, ["session"], (transaction) =>
        transaction.objectStore("session").put(sealed, "session"),
      );
    },
  };
}
