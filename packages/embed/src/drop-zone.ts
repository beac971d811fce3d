import type { HostToFrame } from "@konsil/protocol";
import { droppedFiles } from "./dropped-files.ts";

export interface DropZoneOptions {
  /** Lies over the frame: a frame of another site receives no drag that began in the page. */
  readonly zone: HTMLElement;
  readonly isWanted: () => boolean;
  /** How many changes of the record the page has announced. */
  readonly seq: () => number;
  /** The record of the page at this moment, as a text to compare. */
  readonly record: () => Promise<string>;
  /** Between drag and drop the page went over to another record without a word. */
  readonly onSilentChange: () => void;
  readonly tell: (message: HostToFrame) => void;
  readonly signal: AbortSignal;
}

/** Which record was open when something was picked up. */
interface Start {
  readonly seq: number;
  readonly record: Promise<string | null>;
}

/** One drag over the page, as far as it is known. */
interface Drag {
  start: Start | null;
  /** It was picked up in this page: it stays the same drag while it leaves the window and comes back. */
  beganHere: boolean;
  isOver: boolean;
}

/** Takes what is dragged from the host page. Only while a drag is under way and the panel is open is there a zone at all. */
export function watchDrops(options: DropZoneOptions): void {
  const drag: Drag = { start: null, beganHere: false, isOver: false };
  watchPage(options, drag);
  watchZone(options, drag);
}

function watchPage(options: DropZoneOptions, drag: Drag): void {
  const { zone, signal } = options;
  const hide = (): void => {
    leave(options, drag);
    zone.hidden = true;
  };
  const end = (): void => {
    hide();
    forget(drag);
  };
  const begin = (event: DragEvent): void => {
    if (!event.isTrusted || !options.isWanted()) return;
    drag.start ??= startOf(options);
    zone.hidden = false;
  };
  const pickUp = (event: DragEvent): void => {
    if (!event.isTrusted) return;
    drag.start = startOf(options);
    drag.beganHere = true;
    begin(event);
  };
  const capturing = { signal, capture: true };
  document.addEventListener("dragstart", pickUp, capturing);
  document.addEventListener("dragenter", begin, capturing);
  document.addEventListener("dragend", end, capturing);
  document.addEventListener("drop", end, { signal });
  // A pressed button means that no drag is under way, also where the page took the dragged node away and no end came.
  document.addEventListener("pointerdown", end, capturing);
  document.documentElement.addEventListener(
    "dragleave",
    (event) => {
      if (event.relatedTarget !== null) return;
      if (drag.beganHere) hide();
      else end();
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
      if (drag.isOver || !event.isTrusted) return;
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
      const start = drag.start ?? startOf(options);
      drag.isOver = false;
      zone.hidden = true;
      forget(drag);
      if (event.isTrusted) void take(event, start, options);
    },
    { signal },
  );
}

function forget(drag: Drag): void {
  drag.start = null;
  drag.beganHere = false;
}

function leave({ tell }: DropZoneOptions, drag: Drag): void {
  if (drag.isOver) tell({ t: "drag", phase: "leave", carries: "unknown" });
  drag.isOver = false;
}

/** A page that cannot say what is open is asked again by the frame, at the drop. */
const startOf = ({ seq, record }: DropZoneOptions): Start => ({ seq: seq(), record: record().catch(() => null) });

async function take(event: DragEvent, start: Start, options: DropZoneOptions): Promise<void> {
  // Read at once: a DataTransfer is empty after its event.
  const { dataTransfer } = event;
  const link = (dataTransfer?.getData("text/uri-list") ?? "")
    .split(/\r?\n/)
    .find((line) => line !== "" && !line.startsWith("#"));
  const content = { files: [...(dataTransfer?.files ?? [])], link: link ?? null, origin: location.origin };
  const [{ files, refused }, before, now] = await Promise.all([
    droppedFiles(content, options.signal),
    start.record,
    startOf(options).record,
  ]);
  if (options.signal.aborted) return;
  if (before !== null && now !== null && before !== now && start.seq === options.seq()) options.onSilentChange();
  options.tell({ t: "drop", startSeq: start.seq, seq: options.seq(), files, refused });
}

function carriesOf(transfer: DataTransfer | null): "files" | "link" | "unknown" {
  const types = transfer?.types ?? [];
  return types.includes("Files") ? "files" : types.includes("text/uri-list") ? "link" : "unknown";
}
