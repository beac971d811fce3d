import type { Bytes } from "../seal/bytes.ts";
import type { Spool } from "./spool.ts";

/** A spool for Node: bots and tests. */
export function createMemorySpool(): Spool {
  const files = new Map<string, Blob>();
  return {
    create: (name) => {
      const parts: Bytes[] = [];
      return Promise.resolve({
        write: (bytes) => {
          parts.push(bytes.slice());
          return Promise.resolve();
        },
        close: () => {
          files.set(name, new Blob(parts));
          return Promise.resolve();
        },
        abort: () => Promise.resolve(),
      });
    },
    read: (name) => Promise.resolve(files.get(name)),
    remove: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
    sweep: (keep) => {
      const left = [...files.keys()].filter((name) => !keep.has(name));
      for (const name of left) files.delete(name);
      return Promise.resolve(left.length);
    },
  };
}
