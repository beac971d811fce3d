import { HANDOVER, type Handover, type KonsilApi, type KonsilCommand } from "./konsil-command.ts";

/**
 * `konsil.js`: a queue, the element, and nothing else until the page is idle or somebody wants us. The rest lies beside
 * this file.
 */
function load(): void {
  const holder = window as unknown as { Konsil?: KonsilCommand[] | (KonsilApi & { [HANDOVER]?: Handover }) };
  const before = holder.Konsil;
  // Loaded twice: the first one stays.
  if (before && !Array.isArray(before)) return;
  const source = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
  const nonce = (document.currentScript as HTMLScriptElement | null)?.nonce ?? "";
  const queue: KonsilCommand[] = [];
  const listeners = new Map<string, Set<(detail: unknown) => void>>();
  let run: ((command: KonsilCommand) => void) | null = null;
  let isAsked = false;

  function fetchRest(): void {
    if (isAsked) return;
    isAsked = true;
    addScript(source, nonce, () => emit("error", { code: "worker-failed" }));
  }

  function push(...commands: KonsilCommand[]): void {
    for (const command of commands) {
      if (!Array.isArray(command) || typeof command[0] !== "string") continue;
      if (command[0] === "on") on(command[1] as string, command[2] as (detail: unknown) => void);
      else if (run) run(command);
      else queue.push(command);
      if (command[0] === "boot" || command[0] === "shutdown") whenIdle(fetchRest);
      if (command[0] === "open") fetchRest();
    }
  }

  function on(name: string, listener: (detail: unknown) => void): void {
    if (typeof listener !== "function") return;
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
  }

  /** Events carry counts and states, on the API and on every element. */
  function emit(name: string, detail: unknown): void {
    for (const listener of listeners.get(name) ?? []) listener(detail);
    for (const element of document.querySelectorAll("konsil-chat"))
      element.dispatchEvent(new CustomEvent(name, { detail }));
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
    off: (name, listener) => void listeners.get(name)?.delete(listener),
    [HANDOVER]: {
      attach(taker) {
        run = taker;
        for (const waiting of queue.splice(0)) taker(waiting);
      },
    },
  };
  holder.Konsil = api;
  Object.assign(api[HANDOVER], { emit });
  defineElement(() => push(["element"]));
  push(...(before ?? []));
}

/** The script beside ours, under the nonce that the page gave to us. */
function addScript(source: string, nonce: string, failed: () => void): void {
  const script = document.createElement("script");
  script.src = new URL("konsil-embed.js", source || document.baseURI).href;
  script.async = true;
  if (nonce) script.nonce = nonce;
  script.onerror = failed;
  document.head.append(script);
}

/** A handle for attributes and events. The chat itself does not live in it: moving it in the page moves nothing. */
function defineElement(changed: () => void): void {
  if (customElements.get("konsil-chat")) return;
  customElements.define(
    "konsil-chat",
    class extends HTMLElement {
      static readonly observedAttributes = [
        "patient-number",
        "patient-family",
        "patient-given",
        "patient-birth-date",
        "patient-sex",
      ];
      connectedCallback(): void {
        changed();
      }
      attributeChangedCallback(): void {
        if (this.isConnected) changed();
      }
    },
  );
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 200);
}

load();
