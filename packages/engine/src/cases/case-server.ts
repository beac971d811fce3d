import type { RoomId } from "@konsil/protocol";

/** Type of the room account data that binds a room to a patient, and of the account data in which its secret lies. */
export const CASE_RECORD_TYPE = "de.konsil.case.v1";
export const CASE_SECRET_NAME = "de.konsil.case.key";

/** The server's side of the patient index. What fails does so with a KonsilError. */
export interface CaseServer {
  /** Content of the record of every room that has one, as far as synced. */
  records(): Iterable<readonly [RoomId, unknown]>;
  writeRecord(roomId: RoomId, content: Readonly<Record<string, unknown>>): Promise<void>;
  onRecord(listener: (roomId: RoomId, content: unknown) => void): void;
  /** From the server, not from a cache. @returns undefined when there is none. Throws while secret storage is locked. */
  readSecret(): Promise<ServerSecret | undefined>;
  writeSecret(secret: string): Promise<void>;
  /** Tag of the stored secret as far as synced; undefined when there is none. */
  secretTag(): string | undefined;
  /** Some device, perhaps this one, has set the secret. */
  onSecretChanged(listener: (tag: string | undefined) => void): void;
}

export interface ServerSecret {
  readonly secret: string;
  /** Changes with every write of the secret; tells apart without opening it. */
  readonly tag: string;
}
