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

/** One drag over the page, as far as it is known. */
interface Drag {
  startSeq: number | null;
  isOver: boolean;
}

/** Takes what is dragged from the host page. Only while a drag is under way and the panel is open is there a zone at all. */
export function watchDrops(options: DropZoneOptions): void {
  const drag: Drag = { startSeq: null, isOver: false };
  watchPage(options, drag);
  watchZone(options, drag);
}

function watchPage(options: DropZoneOptions, drag: Drag): void {
  const { zone, signal } = options;
  const end = (): void => {
    leave(options, drag);
    zone.hidden = true;
    drag.startSeq = null;
  };
  const begin = (event: DragEvent): void => {
    if (!event.isTrusted || !options.isWanted()) return;
    drag.startSeq ??= options.seq();
    zone.hidden = false;
  };
  document.addEventListener(
    "dragstart",
    (event) => {
      drag.startSeq = options.seq();
      begin(event);
    },
    { signal, capture: true },
  );
  document.addEventListener("dragenter", begin, { signal, capture: true });
  document.addEventListener("dragend", end, { signal, capture: true });
  document.addEventListener("drop", end, { signal });
  document.documentElement.addEventListener(
    "dragleave",
    (event) => {
      if (event.relatedTarget === null) end();
    },
    { signal },
  );
}

function watchZone(options: DropZoneOptions, drag: Drag): void {
  const { zone, signal, tell } = options;
  zone.addEventListener(
    "dragover",
    (event) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      if (drag.isOver) return;
      drag.isOver = true;
      tell({ t: "drag", phase: "enter", carries: carriesOf(event.dataTransfer) });
    },
    { signal },
  );
  zone.addEventListener("dragleave", () => leave(options, drag), { signal });
  zone.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      const begun = drag.startSeq ?? options.seq();
      drag.startSeq = null;
      drag.isOver = false;
      zone.hidden = true;
      if (!event.isTrusted) return;
      void take(event, begun, options);
    },
    { signal },
  );
}

function leave({ tell }: DropZoneOptions, drag: Drag): void {
  if (drag.isOver) tell({ t: "drag", phase: "leave", carries: "unknown" });
  drag.isOver = false;
}

async function take(event: DragEvent, begun: number, { tell, seq }: DropZoneOptions): Promise<void> {
  const { dataTransfer } = event;
  const link = (dataTransfer?.getData("text/uri-list") ?? "")
    .split(/\r?\n/)
    .find((line) => line !== "" && !line.startsWith("#"));
  const content = { files: [...(dataTransfer?.files ?? [])], link: link ?? null, origin: location.origin };
  const { files, refused } = await droppedFiles(content);
  tell({ t: "drop", startSeq: begun, seq: seq(), files, refused });
}

function carriesOf(transfer: DataTransfer | null): "files" | "link" | "unknown" {
  const types = transfer?.types ?? [];
  return types.includes("Files") ? "files" : types.includes("text/uri-list") ? "link" : "unknown";
}
