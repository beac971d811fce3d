import { createSealer, openDatabase, writeStrictly, type Bytes, type DBSchema } from "@konsil/sealed";

import * as v from "valibot";

const sessionSchema = v.object({
  userId: v.pipe(v.string(), v.startsWith("@")),
  deviceId: v.string(),
  accessToken: v.string(),
  /** The recovery key was proven or entered on this device: no question at the next start. */
  recovered: v.boolean(),
});

/** What is kept of a signed-in session. */
export type StoredSession = v.InferOutput<typeof sessionSchema>;

interface SessionSchema extends DBSchema {
  session: { key: string; value: Bytes };
}

export interface SessionStore {
  read(): Promise<StoredSession | undefined>;
  write(session: StoredSession): Promise<void>;
  remove(): Promise<void>;
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
        const parsed = v.safeParse(sessionSchema, await sealer.openJson(sealed, place));
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
    async remove() {
      await writeStrictly(database, ["session"], (transaction) => transaction.objectStore("session").delete("session"));
    },
  };
}
