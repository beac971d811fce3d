import { rm } from "node:fs/promises";

/** Hashed names pile up: what an earlier build left goes just before the new one is written. */
export function freshFolder(folder) {
  return { name: "fresh-folder", renderStart: () => rm(folder, { recursive: true, force: true }) };
}
