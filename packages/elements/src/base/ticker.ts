import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Draws its host again at a steady pace, but only while the host says that something on it is counting. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #isCounting: () => boolean;
  readonly #everyMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, everyMs: number, isCounting: () => boolean) {
    this.#host = host;
    this.#everyMs = everyMs;
    this.#isCounting = isCounting;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    if (!this.#isCounting()) this.#stop();
    else
      this.#timer ??= setInterval(() => {
        this.#host.requestUpdate();
      }, this.#everyMs);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
