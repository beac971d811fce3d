import type { ChatBackend, RowKey } from "@konsil/protocol";
import type { FrameStore } from "./frame-store.ts";
import { problemOf } from "./problem-of.ts";

const KEEP_AT_MOST = 40;

/** Decrypted pictures of the open conversation as blob: URLs, the oldest ones let go. */
export function createPicturesPart(store: FrameStore, backend: ChatBackend, signal: AbortSignal) {
  function put(key: RowKey, value: string | "loading" | ReturnType<typeof problemOf>["code"]): void {
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
      put(key, "loading");
      try {
        const blob = await backend.call("download", { roomId, key }, signal);
        // The open conversation may be another one by now: its pictures are not kept.
        if (store.state.timeline?.roomId === roomId) put(key, URL.createObjectURL(blob));
      } catch (thrown) {
        if (store.state.timeline?.roomId === roomId) put(key, problemOf(thrown).code);
      }
    },
  };
}
