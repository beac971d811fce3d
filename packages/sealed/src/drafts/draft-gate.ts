/** What views of the same account tell each other about drafts: an opaque record name, never a text. */
export type DraftNotice =
  | { readonly about: "changed"; readonly name: string }
  /** Another view wants to go on with this draft: finish writing and let go. */
  | { readonly about: "wanted"; readonly name: string };

export interface DraftGate {
  tell(notice: DraftNotice): void;
}

/** Same-origin channel between views. What does not parse is dropped. Ends with the signal. */
export function openDraftGate(
  channelName: string,
  onNotice: (notice: DraftNotice) => void,
  signal: AbortSignal,
): DraftGate {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener("message", (event: MessageEvent<unknown>) => {
    const notice = parseNotice(event.data);
    if (notice !== undefined && !signal.aborted) onNotice(notice);
  });
  signal.addEventListener("abort", () => channel.close(), { once: true });
  if (signal.aborted) channel.close();
  return {
    tell: (notice) => {
      if (!signal.aborted) channel.postMessage(notice);
    },
  };
}

function parseNotice(data: unknown): DraftNotice | undefined {
  if (typeof data !== "object" || data === null || !("about" in data) || !("name" in data)) return undefined;
  const { about, name } = data;
  if (typeof name !== "string" || (about !== "changed" && about !== "wanted")) return undefined;
  return { about, name };
}
