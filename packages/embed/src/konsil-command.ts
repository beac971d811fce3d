/** `["boot", {...}]` and the like: what a page pushes before or after we are loaded. */
export type KonsilCommand = readonly [name: string, ...args: readonly unknown[]];

/** The one global. Before we are loaded it is a plain array of commands. */
export interface KonsilApi {
  push(...commands: KonsilCommand[]): void;
  boot(options: unknown): void;
  update(options: unknown): void;
  /** The page shows another record, or none: the frame asks back. */
  setPatient(): void;
  open(): void;
  close(): void;
  shutdown(options?: unknown): void;
  on(name: string, listener: (detail: unknown) => void): void;
  off(name: string, listener: (detail: unknown) => void): void;
}

/** Loader and embed script find each other here; a symbol is not a second global. */
export const HANDOVER = Symbol.for("konsil.handover");

export interface Handover {
  /** Called once by the embed script: takes over the queue and everything that comes. */
  attach(run: (command: KonsilCommand) => void, emit: (name: string, detail: unknown) => void): void;
}
