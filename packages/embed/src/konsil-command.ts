import type { ErrorCode } from "@konsil/protocol";

/** `["boot", {...}]` and the like: what a page pushes before or after we are loaded. */
export type KonsilCommand = readonly [name: string, ...args: readonly unknown[]];

/** What the page learns, at `on` and at every `<konsil-chat>`: counts and states, never a name or a text (safety F3). */
export interface KonsilEvents {
  readonly ready: Readonly<Record<string, never>>;
  readonly unread: { readonly unread: number; readonly notSent: number };
  /** Is the record that the page shows the one that the chat shows? */
  readonly context: { readonly shown: "same" | "other" | "none" };
  readonly "login-needed": Readonly<Record<string, never>>;
  readonly error: { readonly code: ErrorCode };
}
export type Emit = <Name extends keyof KonsilEvents>(name: Name, detail: KonsilEvents[Name]) => void;

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
  on<Name extends keyof KonsilEvents>(name: Name, listener: (detail: KonsilEvents[Name]) => void): void;
  off<Name extends keyof KonsilEvents>(name: Name, listener: (detail: KonsilEvents[Name]) => void): void;
}

/** Loader and embed script find each other here; a symbol is not a second global. */
export const HANDOVER = Symbol.for("konsil.handover");

export interface Handover {
  readonly emit: Emit;
  /** Called once by the embed script: takes over the queue and everything that comes. */
  attach(run: (command: KonsilCommand) => void): void;
}
