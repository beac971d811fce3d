import type { ChatBackend, RowKey } from "@konsil/protocol";
import type { FrameStore } from "./frame-store.ts";
import { untilLive, untilLoaded } from "./painted.ts";
import { problemOf } from "./problem-of.ts";

const KEEP_AT_MOST = 40;

/** Decrypted pictures of the open conversation as blob: URLs, the oldest ones let go. */
export function createPicturesPart(store: FrameStore, backend: ChatBackend, signal: AbortSignal) {
  function put(key: RowKey, value: string): void {
    const pictures = new Map(store.state.pictures);
    pictures.delete(key);
    pictures.set(key, value);
    for (const [old, url] of pictures) {
      if (pictures.size <= KEEP_AT_MOST) break;
      pictures.delete(old);
      if (url.startsWith("blob:")) URL.revokeObjectURL(url);
    }
    store.update({ pictures });
  }

  function clear(): void {
    for (const url of store.state.pictures.values()) if (url.startsWith("blob:")) URL.revokeObjectURL(url);
    store.update({ pictures: new Map() });
  }

  store.observe((state, before) => {
    if (state.timeline?.roomId !== before.timeline?.roomId && state.pictures.size > 0) clear();
  }, signal);
  signal.addEventListener("abort", clear, { once: true });

  return {
    async need(key: RowKey): Promise<void> {
      const roomId = store.state.timeline?.roomId;
      const known = store.state.pictures.get(key);
      if (!roomId || known === "loading" || known?.startsWith("blob:")) return;
      // The open conversation may be another one by the answer: its pictures are not kept.
      const isStillOpen = (): boolean => store.state.timeline?.roomId === roomId;
      put(key, "loading");
      try {
        // The engine finds events by their id; own rows that came from here have another key.
        await (key.startsWith("$") ? untilLive(store, signal) : untilLoaded(store, signal));
        const blob = await backend.call("download", { roomId, key }, signal);
        if (isStillOpen()) put(key, URL.createObjectURL(blob));
      } catch (thrown) {
        if (isStillOpen()) put(key, problemOf(thrown).code);
      }
    },
  };
}
