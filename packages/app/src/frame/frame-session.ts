// Defines the element that is made below.
import "@konsil/elements";
import type { KonsilPanel } from "@konsil/elements";
import { createContextView, createGuard, type ContextView } from "@konsil/patient";
import {
  KonsilError,
  type FrameToHost,
  type HostIdentity,
  type HostToFrame,
  type Intent,
  type Locale,
  type TenantConfig,
} from "@konsil/protocol";
import { createActOn, type Parts } from "./act-on.ts";
import { initialState } from "./frame-state.ts";
import { createFrameStore, type FrameStore } from "./frame-store.ts";
import { createHostSource, readingOf } from "./host-source.ts";
import { openParts } from "./open-parts.ts";
import { problemOf } from "./problem-of.ts";
import type { WorkerConnection } from "./start-engine.ts";
import { createStatusPart } from "./status-part.ts";
import { openConversation, viewOf } from "./view-of.ts";

export interface FrameSessionOptions {
  readonly config: TenantConfig;
  readonly boot: Extract<HostToFrame, { t: "boot" }>;
  readonly worker: WorkerConnection;
  readonly tell: (message: FrameToHost) => void;
  readonly signal: AbortSignal;
}

/** Everything of one user of the host page in this view, from boot to another user or the end of the page (safety S1). */
export interface FrameSession {
  readonly identity: HostIdentity | null;
  receive(message: HostToFrame): void;
}

export function openFrameSession(options: FrameSessionOptions): FrameSession {
  const { config, boot, worker, tell, signal } = options;
  const identity =
    boot.user !== null && boot.hostSession !== null ? { user: boot.user, hostSession: boot.hostSession } : null;
  const store = createFrameStore(initialState(config, boot.locale, true));
  const source = createHostSource(config, boot.source, tell);
  const contextView = createContextView({
    source: boot.canReadPatient ? source : null,
    frameClosesWithChart: config.frameClosesWithChart,
    signal,
  });
  contextView.observe(() => store.update({ context: contextView.context, hostSilent: contextView.hostSilent }));
  const { panel, drawNow } = showPanel(store, signal);
  let parts: Parts | null = null;
  const waiting: Intent[] = [];
  panel.addEventListener("konsil-intent", (event) => {
    const intent = (event as CustomEvent<Intent>).detail;
    if (parts) createActOn(parts)(intent);
    else if (intent.do === "close") tell({ t: "close" });
    else waiting.push(intent);
    // What a person does is seen in the same frame.
    drawNow();
  });
  const guard = createGuard(contextView, boot.canReadPatient);

  async function start(): Promise<Parts> {
    if (config.requireHostUser && identity === null) throw new KonsilError("user-changed");
    parts = await openParts({ store, contextView, guard, identity, tenant: config.tenant, worker, tell, signal });
    for (const intent of waiting.splice(0)) createActOn(parts)(intent);
    return parts;
  }

  followConversation(store, contextView.setConversation.bind(contextView), signal);
  createStatusPart(store, tell, signal);
  listenForDrops(store, () => parts, signal);
  listenForKey(tell, signal);
  // The host is asked at once, whatever the engine is doing.
  if (boot.canReadPatient) void contextView.reread().then(() => acknowledge(store, source.lastSeq, tell));
  const opening = start();
  opening.catch((thrown: unknown) => {
    const { code } = problemOf(thrown);
    if (code === "aborted") return;
    const isBlocked = code === "storage-blocked" || code === "insecure-context" || code === "reload-needed";
    store.update({ session: { state: "blocked", code: isBlocked ? code : "worker-failed" } });
    tell({ t: "error", code });
  });

  const receiver: Receiver = { store, source, contextView, config, tell, parts: () => parts, opening };
  return { identity, receive: (message) => receive(message, receiver) };
}

interface Receiver {
  readonly store: FrameStore;
  readonly source: ReturnType<typeof createHostSource>;
  readonly contextView: ContextView;
  readonly config: TenantConfig;
  readonly tell: (message: FrameToHost) => void;
  /** null while the session is being opened. */
  readonly parts: () => Parts | null;
  readonly opening: Promise<Parts>;
}

function receive(message: HostToFrame, { store, source, contextView, config, tell, parts, opening }: Receiver): void {
  switch (message.t) {
    case "patient-answer":
      return source.answered(message);
    case "patient-changed":
    case "doubt":
      void contextView.reread().then(() => acknowledge(store, source.lastSeq, tell));
      return;
    case "patient-attributes":
      contextView.setAttributes(
        message.patient === null ? null : (readingOf(message.patient, config, "attribute") ?? null),
      );
      return;
    case "drag":
      return parts()?.files.drag(message.phase);
    case "drop":
      return void parts()?.files.dropFromHost(message);
    case "update":
      if (message.locale) setLocale(store, message.locale);
      return;
    case "shutdown":
      return void shutDown(message.wipe, opening, tell);
    case "boot":
    case "shown":
      return;
    default:
      return message satisfies never;
  }
}

/** The portal signs out: the account is closed. Only a wipe also signs the device out and deletes its stores. */
async function shutDown(wipe: boolean, parts: Promise<Parts>, tell: FrameSessionOptions["tell"]): Promise<void> {
  try {
    const { backend } = await parts;
    if (wipe) await backend.call("signOut", { wipe });
    await backend.leave();
  } catch {
    // What could not be opened needs no closing.
  }
  tell({ t: "shutdown-done" });
}

function setLocale(store: FrameStore, locale: Locale): void {
  document.documentElement.lang = locale;
  store.update({ locale });
}

function showPanel(store: FrameStore, signal: AbortSignal): { panel: KonsilPanel; drawNow: () => void } {
  const panel = document.createElement("konsil-panel");
  let isDue = false;
  const draw = (): void => {
    isDue = false;
    panel.locale = store.state.locale;
    panel.view = viewOf(store.state);
  };
  // What the engine tells at once is drawn at once: its messages come as tasks of their own.
  const drawSoon = (): void => {
    if (!isDue) setTimeout(drawNow);
    isDue = true;
  };
  const drawNow = (): void => {
    if (isDue) draw();
  };
  store.observe(drawSoon, signal);
  draw();
  document.documentElement.lang = store.state.locale;
  document.body.replaceChildren(panel);
  signal.addEventListener("abort", () => panel.remove(), { once: true });
  return { panel, drawNow };
}

/** The host learns whether its record is the one that is shown: same, other or none (safety F3). */
function acknowledge(store: FrameStore, seq: number, tell: (message: FrameToHost) => void): void {
  const { context } = store.state;
  tell({
    t: "ack",
    seq,
    shown: context.state === "confirmed" ? "same" : "readings" in context || "reading" in context ? "other" : "none",
  });
}

/** A patient's conversation that is open while no record is: its header stands in the plate (safety P5). */
function followConversation(
  store: FrameStore,
  set: (reading: Parameters<ReturnType<typeof createContextView>["setConversation"]>[0]) => void,
  signal: AbortSignal,
): void {
  let last = "";
  store.observe((state) => {
    const binding = openConversation(state)?.binding ?? null;
    const key = binding?.key ?? "";
    if (key === last) return;
    last = key;
    set(binding && { source: "conversation", patient: binding.patient, key: binding.key, readAt: Date.now() });
  }, signal);
}

/** The page's own key for the panel works inside of it too. */
function listenForKey(tell: (message: FrameToHost) => void, signal: AbortSignal): void {
  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.code !== "KeyK" || event.repeat) return;
      event.preventDefault();
      tell({ t: "close" });
    },
    { signal },
  );
}

/** Files from the desktop that are dropped on the frame itself. */
function listenForDrops(store: FrameStore, parts: () => Parts | null, signal: AbortSignal): void {
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragenter", (event) => hasFiles(event) && parts()?.files.drag("enter"), { signal });
  document.addEventListener("dragover", (event) => event.preventDefault(), { signal });
  document.addEventListener(
    "dragleave",
    (event) => {
      if (event.relatedTarget === null) parts()?.files.drag("leave");
    },
    { signal },
  );
  document.addEventListener(
    "drop",
    (event) => {
      // Whatever is dropped never navigates the frame away.
      event.preventDefault();
      if (event.isTrusted) parts()?.files.dropHere([...(event.dataTransfer?.files ?? [])]);
      store.update({ drag: "none" });
    },
    { signal },
  );
}
