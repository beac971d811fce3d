import type { HostToFrame } from "@konsil/protocol";
import { droppedFiles } from "./dropped-files.ts";

export interface DropZoneOptions {
  /** Lies over the frame: a frame of another site receives no drag that began in the page. */
  readonly zone: HTMLElement;
  readonly isWanted: () => boolean;
  readonly seq: () => number;
  readonly tell: (message: HostToFrame) => void;
  readonly signal: AbortSignal;
}

/** Takes what is dragged from the host page. Only while a drag is under way and the panel is open is there a zone at all. */
export function watchDrops(options: DropZoneOptions): void {
  const { zone, signal, tell } = options;
  let startSeq: number | null = null;
  let isOver = false;
  const end = (): void => {
    if (isOver) tell({ t: "drag", phase: "leave", carries: "unknown" });
    isOver = false;
    zone.hidden = true;
  };
  const begin = (event: DragEvent): void => {
    if (!event.isTrusted || !options.isWanted()) return;
    startSeq ??= options.seq();
    zone.hidden = false;
  };
  document.addEventListener(
    "dragstart",
    (event) => {
      startSeq = options.seq();
      begin(event);
    },
    { signal, capture: true },
  );
  document.addEventListener("dragenter", begin, { signal, capture: true });
  document.addEventListener(
    "dragend",
    () => {
      end();
      startSeq = null;
    },
    { signal, capture: true },
  );
  document.addEventListener(
    "drop",
    () => {
      end();
      startSeq = null;
    },
    { signal },
  );
  document.documentElement.addEventListener(
    "dragleave",
    (event) => {
      if (event.relatedTarget === null) {
        end();
        startSeq = null;
      }
    },
    { signal },
  );
  zone.addEventListener(
    "dragover",
    (event) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      if (isOver) return;
      isOver = true;
      tell({ t: "drag", phase: "enter", carries: carriesOf(event.dataTransfer) });
    },
    { signal },
  );
  zone.addEventListener(
    "dragleave",
    () => {
      if (isOver) {
        isOver = false;
        tell({ t: "drag", phase: "leave", carries: "unknown" });
      }
    },
    { signal },
  );
  zone.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      const begun = startSeq ?? options.seq();
      startSeq = null;
      isOver = false;
      zone.hidden = true;
      if (!event.isTrusted) return;
      void take(event, begun);
    },
    { signal },
  );

  async function take(event: DragEvent, begun: number): Promise<void> {
    const { dataTransfer } = event;
    const link = (dataTransfer?.getData("text/uri-list") ?? "")
      .split(/\r?\n/)
      .find((line) => line !== "" && !line.startsWith("#"));
    const content = { files: [...(dataTransfer?.files ?? [])], link: link ?? null, origin: location.origin };
    const { files, refused } = await droppedFiles(content);
    tell({ t: "drop", startSeq: begun, seq: options.seq(), files, refused });
  }
}

function carriesOf(transfer: DataTransfer | null): "files" | "link" | "unknown" {
  const types = transfer?.types ?? [];
  return types.includes("Files") ? "files" : types.includes("text/uri-list") ? "link" : "unknown";
}
