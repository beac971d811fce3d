import { storageError } from "../storage-error.ts";
import type { Bytes } from "../seal/bytes.ts";
import type { Spool, SpoolWriter } from "./spool.ts";

/**
 * A spool in the origin private file system, one folder an account. Written through `createWritable`, which exists in
 * SharedWorkers (sync handles do not) and puts the file in place only at `close`.
 * @throws KonsilError storage-blocked
 */
export async function openSpool(prefix: string): Promise<Spool> {
  try {
    const root = await navigator.storage.getDirectory();
    return new OpfsSpool(await root.getDirectoryHandle(folderName(prefix), { create: true }));
  } catch (error) {
    throw storageError(error);
  }
}

/** Removes every folder under a prefix: `konsil:<tenant>:<store id>` and `…:<part>`. @throws KonsilError storage-blocked */
export async function removeSpools(prefix: string): Promise<void> {
  const name = folderName(prefix);
  try {
    const root = await navigator.storage.getDirectory();
    const found: string[] = [];
    for await (const entry of root.keys()) if (entry === name || entry.startsWith(`${name}_`)) found.push(entry);
    for (const entry of found) await root.removeEntry(entry, { recursive: true });
  } catch (error) {
    throw storageError(error);
  }
}

class OpfsSpool implements Spool {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async create(name: string): Promise<SpoolWriter> {
    try {
      const file = await this.#folder.getFileHandle(name, { create: true });
      return new OpfsWriter(await file.createWritable(), () => this.remove(name));
    } catch (error) {
      throw storageError(error);
    }
  }

  async read(name: string): Promise<Blob | undefined> {
    try {
      return await (await this.#folder.getFileHandle(name)).getFile();
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw storageError(error);
    }
  }

  async remove(name: string): Promise<void> {
    try {
      await this.#folder.removeEntry(name);
    } catch (error) {
      if (!isNotFound(error)) throw storageError(error);
    }
  }

  async sweep(keep: ReadonlySet<string>): Promise<number> {
    const left: string[] = [];
    for await (const name of this.#folder.keys()) if (!keep.has(name)) left.push(name);
    for (const name of left) await this.remove(name);
    return left.length;
  }
}

class OpfsWriter implements SpoolWriter {
  readonly #stream: FileSystemWritableFileStream;
  readonly #removeFile: () => Promise<void>;

  constructor(stream: FileSystemWritableFileStream, removeFile: () => Promise<void>) {
    this.#stream = stream;
    this.#removeFile = removeFile;
  }

  async write(bytes: Bytes): Promise<void> {
    try {
      await this.#stream.write(bytes);
    } catch (error) {
      throw storageError(error);
    }
  }

  async close(): Promise<void> {
    try {
      await this.#stream.close();
    } catch (error) {
      throw storageError(error);
    }
  }

  async abort(): Promise<void> {
    await this.#stream.abort().catch(() => undefined);
    await this.#removeFile();
  }
}

function folderName(prefix: string): string {
  return prefix.replaceAll(/[^A-Za-z0-9_-]/g, "_");
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotFoundError";
}
