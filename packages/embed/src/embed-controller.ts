import { hostWords } from "@konsil/look";
import type { FrameToHost } from "@konsil/protocol";
import { attributePatient } from "./attribute-patient.ts";
import { parseBootOptions, type BootOptions } from "./boot-options.ts";
import { watchDrops } from "./drop-zone.ts";
import { openFrameGate, type FrameGate } from "./frame-gate.ts";
import type { KonsilCommand } from "./konsil-command.ts";
import { watchDoubt } from "./page-doubt.ts";
import { createPanelDom, setShown, signOf, type PanelDom } from "./panel-dom.ts";
import { forgetPlace, readPlace, writePlace } from "./place-memory.ts";
import { watchResize } from "./resize.ts";

type Status = Extract<FrameToHost, { t: "status" }>;

interface Running {
  readonly options: BootOptions;
  readonly dom: PanelDom;
  readonly gate: FrameGate;
  readonly end: AbortController;
}

/** A frame that has not shaken hands by then is taken away: the page works on without us. */
const READY_WITHIN_MS = 30_000;
const READ_WITHIN_MS = 2000;

/** One chat in one page, whatever the page does with its nodes and however often it boots (safety F4). */
export class EmbedController {
  readonly #emit: (name: string, detail: unknown) => void;
  #running: Running | null = null;
  #seq = 0;
  #isOpen = false;
  #widthPx = 400;
  #status: Status | null = null;
  #returnFocus: HTMLElement | null = null;

  constructor(emit: (name: string, detail: unknown) => void) {
    this.#emit = emit;
  }

  run([name, input]: KonsilCommand): void {
    switch (name) {
      case "boot":
        return this.#boot(input);
      case "update":
        return this.#update(input);
      case "setPatient":
        return this.#announce();
      case "element":
        return this.#attributes();
      case "open":
        return this.#show(true);
      case "close":
        return this.#show(false);
      case "shutdown":
        return this.#shutdown(input);
      default:
        return this.#emit("error", { code: "bad-request" });
    }
  }

  #boot(input: unknown): void {
    const options = parseBootOptions(input);
    if (!options) return this.#emit("error", { code: "bad-request" });
    const before = this.#running;
    if (before) {
      const same = before.options.chat === options.chat && before.options.tenant === options.tenant;
      // The same frame host and tenant: the frame decides whether it is another user. Else everything begins anew.
      if (!same) this.#remove();
      else {
        this.#running = { ...before, options };
        return this.#tellBoot();
      }
    }
    this.#start(options);
  }

  #start(options: BootOptions): void {
    const end = new AbortController();
    const dom = createPanelDom(options.locale);
    const frame = document.createElement("iframe");
    frame.title = hostWords[options.locale].frame;
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "no-referrer";
    frame.src = `${options.chat}/${options.tenant}/frame.html`;
    const gate = openFrameGate({
      frame,
      origin: options.chat,
      onMessage: (message) => this.#hear(message),
      signal: end.signal,
    });
    this.#running = { options, dom, gate, end };
    const place = readPlace();
    this.#widthPx = place.widthPx;
    dom.panel.classList.add(options.side);
    dom.launcher.classList.add(options.corner);
    dom.root.dataset["theme"] = options.theme;
    dom.panel.prepend(frame);
    this.#wire(options, dom, gate, end);
    this.#tellBoot();
    this.#attributes();
    this.#isOpen = place.isOpen;
    this.#draw();
    const late = setTimeout(() => this.#notReady(), READY_WITHIN_MS);
    end.signal.addEventListener("abort", () => clearTimeout(late), { once: true });
    this.#onReady = () => clearTimeout(late);
  }

  #onReady: () => void = () => undefined;

  #wire(options: BootOptions, dom: PanelDom, gate: FrameGate, end: AbortController): void {
    const { signal } = end;
    dom.launcher.addEventListener("click", () => this.#show(true), { signal });
    watchResize(
      dom.handle,
      dom.zone,
      options.side,
      () => this.#widthPx,
      (widthPx) => this.#resize(widthPx),
      signal,
    );
    watchDrops({
      zone: dom.zone,
      isWanted: () => this.#isOpen && this.#status?.signedIn === true,
      seq: () => this.#seq,
      tell: (message) => gate.tell(message),
      signal,
    });
    watchDoubt(() => gate.tell({ t: "doubt" }), signal);
    window.addEventListener(
      "keydown",
      (event) => {
        if (event.altKey && event.shiftKey && event.code === "KeyK" && !event.repeat) {
          event.preventDefault();
          this.#show(!this.#isOpen);
        }
      },
      { signal },
    );
  }

  #tellBoot(): void {
    const { options, gate } = this.#running ?? {};
    if (!options || !gate) return;
    gate.tell({
      t: "boot",
      user: options.user,
      hostSession: options.hostSession,
      locale: options.locale,
      theme: options.theme,
      canReadPatient: options.readPatient !== null,
      source: "host",
    });
  }

  #hear(message: FrameToHost): void {
    switch (message.t) {
      case "ready":
        this.#onReady();
        return this.#emit("ready", {});
      case "status":
        this.#status = message;
        this.#draw();
        return this.#emit("unread", { unread: message.unread, notSent: message.notSent });
      case "ack":
        return this.#emit("context", { shown: message.shown });
      case "patient-query":
        return void this.#answer(message.nonce);
      case "login-needed":
        return this.#emit("login-needed", {});
      case "close":
        return this.#show(false);
      case "error":
        return this.#emit("error", { code: message.code });
      case "shutdown-done":
        return this.#remove();
      default:
        return message satisfies never;
    }
  }

  /** The page's own model, read anew for every question. */
  async #answer(nonce: string): Promise<void> {
    const { options, gate } = this.#running ?? {};
    if (!gate) return;
    const seq = this.#seq;
    try {
      const patient = await withinTime(Promise.resolve(options?.readPatient?.()));
      gate.tell({
        t: "patient-answer",
        nonce,
        seq,
        outcome: patient === null || patient === undefined ? "none" : "open",
        patient: plain(patient),
      });
    } catch {
      gate.tell({ t: "patient-answer", nonce, seq, outcome: "failed", patient: null });
    }
  }

  #announce(): void {
    this.#seq += 1;
    this.#running?.gate.tell({ t: "patient-changed", seq: this.#seq });
  }

  #attributes(): void {
    this.#running?.gate.tell({ t: "patient-attributes", seq: this.#seq, patient: attributePatient() });
  }

  #update(input: unknown): void {
    const running = this.#running;
    if (!running || typeof input !== "object" || input === null) return;
    const options = parseBootOptions({ ...running.options, ...input });
    if (!options) return this.#emit("error", { code: "bad-request" });
    this.#running = { ...running, options };
    running.dom.root.dataset["theme"] = options.theme;
    running.gate.tell({ t: "update", locale: options.locale, theme: options.theme });
    this.#draw();
  }

  #show(isOpen: boolean): void {
    const { dom } = this.#running ?? {};
    if (!dom || this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    writePlace({ widthPx: this.#widthPx, isOpen });
    if (isOpen) this.#returnFocus = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.#draw();
    this.#running?.gate.tell({ t: "shown", open: isOpen });
    if (isOpen) dom.panel.querySelector("iframe")?.focus();
    else if (this.#returnFocus?.isConnected === true && this.#returnFocus !== document.body) this.#returnFocus.focus();
    else dom.launcher.focus();
  }

  #resize(widthPx: number): void {
    this.#widthPx = widthPx;
    writePlace({ widthPx, isOpen: this.#isOpen });
    this.#draw();
  }

  /** Only classes and properties change: the frame itself is never touched again. */
  #draw(): void {
    const { dom, options } = this.#running ?? {};
    if (!dom || !options) return;
    setShown(dom.panel, this.#isOpen);
    setShown(dom.launcher, !this.#isOpen);
    dom.root.style.setProperty("--width", `${String(this.#widthPx)}px`);
    dom.handle.setAttribute("aria-valuenow", String(this.#widthPx));
    const room = this.#isOpen && options.pushPage && innerWidth > 900 ? `${String(this.#widthPx)}px` : "";
    document.documentElement.style.setProperty(options.side === "right" ? "margin-right" : "margin-left", room);
    this.#drawBadge(dom, options);
  }

  #drawBadge(dom: PanelDom, { locale }: BootOptions): void {
    const words = hostWords[locale];
    const status = this.#status;
    const { badge, launcher } = dom;
    const said: string[] = [words.open];
    if (status && status.notSent > 0) {
      badge.replaceChildren(signOf("warn"));
      said.push(words.notSent(status.notSent));
    } else if (status?.offline) {
      badge.replaceChildren(signOf("offline"));
      said.push(words.offline);
    } else if (status && status.unread > 0) {
      badge.textContent = status.unread > 99 ? "99+" : String(status.unread);
      said.push(words.unread(status.unread));
    }
    badge.hidden = said.length === 1;
    launcher.setAttribute("aria-label", said.join(", "));
    launcher.title = said.join(", ");
  }

  #notReady(): void {
    this.#remove();
    this.#emit("error", { code: "worker-failed" });
  }

  #shutdown(input: unknown): void {
    const wipe = typeof input === "object" && input !== null && "wipe" in input && input.wipe === true;
    const running = this.#running;
    if (!running) return;
    if (wipe) forgetPlace();
    running.gate.tell({ t: "shutdown", wipe });
    // A frame that no longer answers is removed all the same.
    const late = setTimeout(() => this.#remove(), 10_000);
    running.end.signal.addEventListener("abort", () => clearTimeout(late), { once: true });
  }

  #remove(): void {
    const { dom, end, options } = this.#running ?? {};
    this.#running = null;
    this.#status = null;
    end?.abort();
    dom?.container.remove();
    if (options)
      document.documentElement.style.removeProperty(options.side === "right" ? "margin-right" : "margin-left");
  }
}

/** Functions, nodes and the like cannot cross; what the page gives is plain data or nothing. */
function plain(patient: unknown): unknown {
  return patient === null || patient === undefined ? null : (JSON.parse(JSON.stringify(patient)) as unknown);
}

function withinTime<Value>(work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("late")), READ_WITHIN_MS);
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
