import * as v from "valibot";
import { errorCodeSchema, type ErrorCode } from "./error-code.ts";

/** Version of the words between host page and frame. */
export const HOST_PROTOCOL = 1;

export const themes = ["auto", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];
export const locales = ["de", "en"] as const;
export type Locale = (typeof locales)[number];

/**
 * The first message, by `window.postMessage` to the exact frame origin, with one MessagePort transferred.
 * Everything after it goes over that port.
 */
export interface HostHello {
  readonly konsil: "hello";
  readonly protocol: number;
}

/** Host page → frame, over the port. `patient` is the host's own object: parse it with `parseHostPatient`. */
export type HostToFrame =
  | {
      readonly t: "boot";
      readonly user: string | null;
      readonly hostSession: string | null;
      readonly locale: Locale;
      readonly theme: Theme;
      readonly canReadPatient: boolean;
      readonly source: "host" | "channel";
    }
  | { readonly t: "update"; readonly locale?: Locale; readonly theme?: Theme }
  /** Another chart was opened or closed: only an announcement, the frame asks back (safety P3). Rising `seq`. */
  | { readonly t: "patient-changed"; readonly seq: number }
  /** Attributes of the element: a candidate at most (safety P2). null: no attributes. */
  | { readonly t: "patient-attributes"; readonly seq: number; readonly patient: unknown }
  | {
      readonly t: "patient-answer";
      readonly nonce: string;
      readonly seq: number;
      readonly outcome: "open" | "none" | "failed";
      readonly patient: unknown;
    }
  /** A drag over the host's zone. `startSeq`: the host's patient seq when it began. */
  | { readonly t: "drag"; readonly phase: "enter" | "leave"; readonly carries: "files" | "link" | "unknown" }
  | {
      readonly t: "drop";
      readonly startSeq: number;
      readonly seq: number;
      readonly files: readonly File[];
      readonly refused: DropRefusal | null;
    }
  | { readonly t: "shown"; readonly open: boolean }
  /** The host page navigates in itself (route change, back-forward cache, hidden tab): set `loading` and ask. */
  | { readonly t: "doubt" }
  | { readonly t: "shutdown"; readonly wipe: boolean };

/** Why the host document could not make a file of what was dropped. */
export const dropRefusals = ["foreign-origin", "login-page", "not-found", "too-large", "nothing"] as const;
export type DropRefusal = (typeof dropRefusals)[number];

/** Frame → host page. Sizes, counts and states, never a name, a room or a text (safety F3). */
export type FrameToHost =
  | { readonly t: "ready"; readonly protocol: number }
  | {
      readonly t: "status";
      readonly unread: number;
      readonly notSent: number;
      readonly signedIn: boolean;
      readonly offline: boolean;
      readonly acceptsDrop: boolean;
    }
  | { readonly t: "ack"; readonly seq: number; readonly shown: "same" | "other" | "none" }
  | { readonly t: "patient-query"; readonly nonce: string }
  | { readonly t: "login-needed" }
  | { readonly t: "close" }
  | { readonly t: "error"; readonly code: ErrorCode }
  | { readonly t: "shutdown-done" };

const seq = v.pipe(v.number(), v.integer(), v.minValue(0));
const opaque = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const nonce = v.pipe(v.string(), v.minLength(8), v.maxLength(64));

const helloSchema = v.object({ konsil: v.literal("hello"), protocol: v.number() });
const hostSchema = v.variant("t", [
  v.object({
    t: v.literal("boot"),
    user: v.nullable(opaque),
    hostSession: v.nullable(opaque),
    locale: v.picklist(locales),
    theme: v.picklist(themes),
    canReadPatient: v.boolean(),
    source: v.picklist(["host", "channel"]),
  }),
  v.object({
    t: v.literal("update"),
    locale: v.exactOptional(v.picklist(locales)),
    theme: v.exactOptional(v.picklist(themes)),
  }),
  v.object({ t: v.literal("patient-changed"), seq }),
  v.object({ t: v.literal("patient-attributes"), seq, patient: v.unknown() }),
  v.object({
    t: v.literal("patient-answer"),
    nonce,
    seq,
    outcome: v.picklist(["open", "none", "failed"]),
    patient: v.unknown(),
  }),
  v.object({
    t: v.literal("drag"),
    phase: v.picklist(["enter", "leave"]),
    carries: v.picklist(["files", "link", "unknown"]),
  }),
  v.object({
    t: v.literal("drop"),
    startSeq: seq,
    seq,
    files: v.pipe(v.array(v.instance(File)), v.maxLength(100)),
    refused: v.nullable(v.picklist(dropRefusals)),
  }),
  v.object({ t: v.literal("shown"), open: v.boolean() }),
  v.object({ t: v.literal("doubt") }),
  v.object({ t: v.literal("shutdown"), wipe: v.boolean() }),
]);

const frameSchema = v.variant("t", [
  v.object({ t: v.literal("ready"), protocol: v.number() }),
  v.object({
    t: v.literal("status"),
    unread: seq,
    notSent: seq,
    signedIn: v.boolean(),
    offline: v.boolean(),
    acceptsDrop: v.boolean(),
  }),
  v.object({ t: v.literal("ack"), seq, shown: v.picklist(["same", "other", "none"]) }),
  v.object({ t: v.literal("patient-query"), nonce }),
  v.object({ t: v.literal("login-needed") }),
  v.object({ t: v.literal("close") }),
  v.object({ t: v.literal("error"), code: errorCodeSchema }),
  v.object({ t: v.literal("shutdown-done") }),
]);

/** A long list of nonsense costs no more than its first entry. */
const briefly = { abortEarly: true } as const;

export function parseHostHello(input: unknown): HostHello | undefined {
  const result = v.safeParse(helloSchema, input, briefly);
  return result.success ? result.output : undefined;
}

/** @returns a fresh object, or undefined for anything that is not ours: drop and count it. */
export function parseHostToFrame(input: unknown): HostToFrame | undefined {
  const result = v.safeParse(hostSchema, input, briefly);
  return result.success ? result.output : undefined;
}

export function parseFrameToHost(input: unknown): FrameToHost | undefined {
  const result = v.safeParse(frameSchema, input, briefly);
  return result.success ? result.output : undefined;
}
