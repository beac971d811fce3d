import { HOST_PROTOCOL, type FrameToHost, type HostToFrame } from "@konsil/protocol";
import { attributePatient } from "./attribute-patient.ts";
import { parseBootOptions, type BootOptions } from "./boot-options.ts";
import { watchDrops } from "./drop-zone.ts";
import { openFrameGate, type FrameGate } from "./frame-gate.ts";
import type { Emit, KonsilCommand } from "./konsil-command.ts";
import { watchDoubt } from "./page-doubt.ts";
import { PanelShell } from "./panel-shell.ts";
import { forgetPlace } from "./place-memory.ts";
import { readRecord } from "./read-record.ts";

interface Running {
  options: BootOptions;
  readonly shell: PanelShell;
  readonly gate: FrameGate;
  readonly end: AbortController;
  isSignedIn: boolean;
  /** Set by `shutdown`: the frame is still at it. */
  closing: Extract<HostToFrame, { t: "shutdown" }> | null;
}

/** A frame that has not shaken hands by then is taken away: the page works on without us. */
const READY_WITHIN_MS = 30_000;
/** A frame that no longer answers is taken away all the same. */
const SHUT_DOWN_WITHIN_MS = 10_000;

/** One chat in one page, whatever the page does with its nodes and however often it boots (safety F4). */
export class EmbedController {
  readonly #emit: Emit;
  #running: Running | null = null;
  /** What was booted while the frame was still shutting down. */
  #next: BootOptions | null = null;
  #seq = 0;

  constructor(emit: Emit) {
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
        return this.#tell(this.#attributes());
      case "open":
        return this.#running?.shell.show(true);
      case "close":
        return this.#running?.shell.show(false);
      case "shutdown":
        return this.#shutDown(input);
      default:
        return this.#emit("error", { code: "bad-request" });
    }
  }

  #boot(input: unknown): void {
    const options = parseBootOptions(input);
    if (options) this.#apply(options);
    else this.#emit("error", { code: "bad-request" });
  }

  #update(input: unknown): void {
    if (this.#running && typeof input === "object" && input !== null) {
      this.#boot({ ...this.#running.options, ...input });
    }
  }

  /** A second boot only says what is different; the frame decides whether it is another user (safety S1). */
  #apply(options: BootOptions): void {
    const running = this.#running;
    if (!running) return this.#start(options);
    if (running.closing) {
      this.#next = options;
      return;
    }
    const { chat, tenant } = running.options;
    if (chat !== options.chat || tenant !== options.tenant) {
      this.#remove();
      return this.#start(options);
    }
    running.options = options;
    running.shell.setLook(options);
    this.#tell(bootOf(options));
    this.#tell({ t: "update", locale: options.locale, theme: options.theme });
  }

  /** @param closing the chat of a page of nobody: it only has to end, and nothing of it is seen */
  #start(options: BootOptions, closing: Running["closing"] = null): void {
    const end = new AbortController();
    const { signal } = end;
    const frameUrl = `${options.chat}/${options.tenant}/frame.html`;
    const shell = new PanelShell(frameUrl, options, options.open, (open) => this.#tell({ t: "shown", open }));
    const gate = openFrameGate({
      frame: shell.dom.frame,
      origin: options.chat,
      greeting: () => this.#greeting(),
      onMessage: (message) => this.#hear(message),
      signal,
    });
    signal.addEventListener("abort", () => shell.remove(), { once: true });
    this.#running = { options, shell, gate, end, isSignedIn: false, closing };
    if (closing) {
      shell.vanish();
      return this.#within(SHUT_DOWN_WITHIN_MS, signal, () => this.#remove());
    }
    this.#watchPage(shell, signal);
    this.#within(READY_WITHIN_MS, signal, () => {
      this.#remove();
      this.#emit("error", { code: "worker-failed" });
    });
  }

  #watchPage(shell: PanelShell, signal: AbortSignal): void {
    const tell = (message: HostToFrame): void => this.#tell(message);
    watchDrops({
      zone: shell.dom.zone,
      isWanted: () => shell.isOpen && this.#running?.isSignedIn === true,
      seq: () => this.#seq,
      record: async () => JSON.stringify(await readRecord(this.#running?.options.readPatient ?? null)),
      onSilentChange: () => this.#announce(),
      tell,
      signal,
    });
    watchDoubt({
      canBeAsked: () => this.#running?.options.readPatient !== null,
      onDoubt: () => tell({ t: "doubt" }),
      signal,
    });
  }

  /** What a frame that was just loaded has to know. */
  #greeting(): readonly HostToFrame[] {
    const { options, closing } = this.#running ?? {};
    if (!options) return [];
    if (closing) return options.user === null ? [closing] : [bootOf(options), closing];
    return [bootOf(options), this.#attributes()];
  }

  #hear(message: FrameToHost): void {
    const running = this.#running;
    if (!running) return;
    switch (message.t) {
      case "ready":
        if (running.closing) return;
        this.#stopWaiting();
        running.shell.setReady();
        if (message.protocol !== HOST_PROTOCOL) return this.#emit("error", { code: "reload-needed" });
        return this.#emit("ready", {});
      case "status":
        running.isSignedIn = message.signedIn;
        running.shell.setStatus(message);
        return this.#emit("unread", { unread: message.unread, notSent: message.notSent });
      case "ack":
        return this.#emit("context", { shown: message.shown });
      case "patient-query":
        return void this.#answer(message.nonce, running);
      case "login-needed":
        return this.#emit("login-needed", {});
      case "close":
        return running.shell.show(false);
      case "error":
        return this.#emit("error", { code: message.code });
      case "shutdown-done":
        return running.closing ? this.#remove() : undefined;
      default:
        return message satisfies never;
    }
  }

  /** The page's own model, read anew for every question. */
  async #answer(nonce: string, { options, gate }: Running): Promise<void> {
    const seq = this.#seq;
    try {
      const { outcome, ...rest } = await readRecord(options.readPatient);
      const patient = "patient" in rest ? rest.patient : null;
      gate.tell({ t: "patient-answer", nonce, seq, outcome, patient });
    } catch {
      gate.tell({ t: "patient-answer", nonce, seq, outcome: "failed", patient: null });
    }
  }

  #announce(): void {
    this.#seq += 1;
    this.#tell({ t: "patient-changed", seq: this.#seq });
  }

  #attributes(): HostToFrame {
    return { t: "patient-attributes", seq: this.#seq, patient: attributePatient() };
  }

  #tell(message: HostToFrame): void {
    this.#running?.gate.tell(message);
  }

  #shutDown(input: unknown): void {
    this.#next = null;
    const running = this.#running;
    const wipe = typeof input === "object" && input !== null && "wipe" in input && input.wipe === true;
    if (!running) {
      const options = parseBootOptions(input);
      if (options) this.#start({ ...options, open: false, readPatient: null }, { t: "shutdown", wipe });
      return;
    }
    if (running.closing) return;
    running.closing = { t: "shutdown", wipe };
    running.shell.vanish();
    if (wipe) forgetPlace();
    this.#tell(running.closing);
    this.#within(SHUT_DOWN_WITHIN_MS, running.end.signal, () => this.#remove());
  }

  #remove(): void {
    const next = this.#next;
    const { end } = this.#running ?? {};
    this.#running = null;
    this.#next = null;
    end?.abort();
    if (next) this.#start(next);
  }

  #stopWaiting: () => void = () => undefined;

  /** One thing is waited for at a time: the first answer of the frame, or its end. */
  #within(ms: number, signal: AbortSignal, act: () => void): void {
    this.#stopWaiting();
    const late = setTimeout(act, ms);
    this.#stopWaiting = () => clearTimeout(late);
    signal.addEventListener("abort", this.#stopWaiting, { once: true });
  }
}

const bootOf = (options: BootOptions): HostToFrame => ({
  t: "boot",
  user: options.user,
  hostSession: options.hostSession,
  locale: options.locale,
  theme: options.theme,
  canReadPatient: options.readPatient !== null,
  source: "host",
});
