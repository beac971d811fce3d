import "fake-indexeddb/auto";

/** The origin private file system, as far as a spool asks for it. */
class MemoryFolder {
  readonly #files = new Map<string, Blob>();
  readonly #folders = new Map<string, MemoryFolder>();

  getDirectoryHandle(name: string): Promise<MemoryFolder> {
    const folder = this.#folders.get(name) ?? new MemoryFolder();
    this.#folders.set(name, folder);
    return Promise.resolve(folder);
  }

  getFileHandle(name: string, options?: { readonly create?: boolean }): Promise<MemoryFile> {
    if (options?.create !== true && !this.#files.has(name)) {
      return Promise.reject(new DOMException("", "NotFoundError"));
    }
    return Promise.resolve(new MemoryFile(this.#files, name));
  }

  removeEntry(name: string): Promise<void> {
    this.#files.delete(name);
    this.#folders.delete(name);
    return Promise.resolve();
  }

  async *keys(): AsyncIterable<string> {
    yield* await Promise.resolve([...this.#files.keys(), ...this.#folders.keys()]);
  }
}

class MemoryFile {
  readonly #files: Map<string, Blob>;
  readonly #name: string;

  constructor(files: Map<string, Blob>, name: string) {
    this.#files = files;
    this.#name = name;
  }

  getFile(): Promise<Blob> {
    return Promise.resolve(this.#files.get(this.#name) ?? new Blob([]));
  }

  /** In its place at `close`, as in a browser. */
  createWritable(): Promise<{
    write: (part: BlobPart) => Promise<void>;
    close: () => Promise<void>;
    abort: () => Promise<void>;
  }> {
    const parts: BlobPart[] = [];
    return Promise.resolve({
      write: (part) => Promise.resolve(void parts.push(part)),
      close: () => Promise.resolve(void this.#files.set(this.#name, new Blob(parts))),
      abort: () => Promise.resolve(),
    });
  }
}

/** Gives this process what an engine finds in a worker: databases (by the import above) and files, in memory. */
export function installMemoryDisk(): void {
  const root = new MemoryFolder();
  Object.defineProperty(navigator, "storage", {
    value: { getDirectory: () => Promise.resolve(root) },
    configurable: true,
  });
}
