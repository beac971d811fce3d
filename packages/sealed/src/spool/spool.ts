import type { Bytes } from "../seal/bytes.ts";

export interface SpoolWriter {
  /** Appends. @throws KonsilError disk-full, storage-blocked */
  write(bytes: Bytes): Promise<void>;
  /** The file exists from here on, whole. */
  close(): Promise<void>;
  /** Nothing of it stays. */
  abort(): Promise<void>;
}

/** Files on disk, ciphertext only. Names are chosen by the caller: opaque, no path. */
export interface Spool {
  create(name: string): Promise<SpoolWriter>;
  /** @returns undefined when it is not there. */
  read(name: string): Promise<Blob | undefined>;
  remove(name: string): Promise<void>;
  /** Removes every file but those named: leftovers of a crash. @returns how many. */
  sweep(keep: ReadonlySet<string>): Promise<number>;
}
