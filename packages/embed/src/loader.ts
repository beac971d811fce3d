import { HANDOVER, type Emit, type Handover, type KonsilApi, type KonsilCommand } from "./konsil-command.ts";
import { readPlace } from "./place-memory.ts";

/** Number of the release, put in by the bundler. */
declare const __BUILD__: number;

type Listener = (detail: unknown) => void;

/**
 * `konsil.js`: a queue, the element, and nothing else until the page is idle or somebody wants us. The rest lies beside
 * this file.
 */
function load(): void {
  const holder = window as unknown as { Konsil?: KonsilCommand[] | KonsilApi };
  const before = holder.Konsil;
  // Loaded twice: the first one stays.
  if (before && !Array.isArray(before)) return;
  const script = document.currentScript as HTMLScriptElement | null;
  // Its address changes with every release, so that a portal can let browsers keep it.
  const rest = new URL(`konsil-embed.js?v=${String(__BUILD__)}`, script?.src || document.baseURI).href;
  const queue: KonsilCommand[] = [];
  const { on, off, emit } = createEvents();
  let run: ((command: KonsilCommand) => void) | null = null;
  let isAsked = false;

  function fetchRest(): void {
    if (isAsked) return;
    isAsked = true;
    // By import and not by a second script element: a page with Trusted Types or a nonce lets it pass.
    import(rest).catch(() => emit("error", { code: "worker-failed" }));
  }

  function push(...commands: KonsilCommand[]): void {
    for (const command of commands) {
      if (!Array.isArray(command) || typeof command[0] !== "string") continue;
      const [name, first, second] = command as readonly unknown[];
      if (name === "on") on(first, second);
      else if (name === "off") off(first, second);
      else if (run) run(command);
      else {
        queue.push(command);
        if (name === "open" || name === "shutdown" || (name === "boot" && isOpenAtOnce(first))) fetchRest();
        else if (name === "boot") whenIdle(fetchRest);
      }
    }
  }

  const command = (name: string) => (options?: unknown) => push([name, options]);
  const api: KonsilApi & { [HANDOVER]: Handover } = {
    push,
    boot: command("boot"),
    update: command("update"),
    setPatient: command("setPatient"),
    open: command("open"),
    close: command("close"),
    shutdown: command("shutdown"),
    on,
    off,
    [HANDOVER]: {
      emit,
      attach(taker) {
        if (run) return;
        run = taker;
        for (const waiting of queue.splice(0)) taker(waiting);
      },
    },
  };
  holder.Konsil = api;
  defineElement(() => push(["element"]));
  push(...(before ?? []));
}

/** At everyone who listens and at every element. */
function createEvents() {
  const listeners = new Map<string, Set<Listener>>();
  const on = (name: unknown, listener: unknown): void => {
    if (typeof name !== "string" || typeof listener !== "function") return;
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener as Listener));
  };
  const off = (name: unknown, listener: unknown): void => {
    listeners.get(name as string)?.delete(listener as Listener);
  };
  const emit: Emit = (name, detail) => {
    for (const listener of listeners.get(name) ?? []) {
      try {
        listener(detail);
      } catch (thrown) {
        // The page's own mistake stays the page's own.
        reportError(thrown);
      }
    }
    const event = (): Event => new CustomEvent(name, { detail });
    for (const element of document.querySelectorAll("konsil-chat")) element.dispatchEvent(event());
  };
  return { on, off, emit };
}

/** A panel that will be open counts as use: it is not made to wait. */
function isOpenAtOnce(options: unknown): boolean {
  const isWanted = typeof options === "object" && options !== null && "open" in options && options.open === true;
  return readPlace().isOpen ?? isWanted;
}

/** A handle for attributes and events. The chat itself does not live in it: moving it in the page moves nothing. */
function defineElement(changed: () => void): void {
  if (customElements.get("konsil-chat")) return;
  let isTold = false;
  // Once a task: a framework that takes the element out and puts it back has changed nothing.
  const tell = (): void => {
    if (isTold) return;
    isTold = true;
    queueMicrotask(() => {
      isTold = false;
      changed();
    });
  };
  customElements.define(
    "konsil-chat",
    class extends HTMLElement {
      static readonly observedAttributes = "number kvnr family given affix birth-name birth-date sex"
        .split(" ")
        .map((name) => `patient-${name}`);
      connectedCallback(): void {
        tell();
      }
      disconnectedCallback(): void {
        tell();
      }
      attributeChangedCallback(): void {
        if (this.isConnected) tell();
      }
    },
  );
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 200);
}

load();
