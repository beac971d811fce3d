import * as v from "valibot";
import { errorCodeSchema, type ErrorCode, type ErrorDetail } from "./error-code.ts";
import type { AnyRow, Operation, Topic } from "./stream.ts";

/** Version of the words between page and engine. Another number means: reload the page. */
export const ENGINE_PROTOCOL = 1;

/** At most this many operations in one message. */
export const MAX_OPERATIONS = 50;

/** Page → engine. */
export type EngineUp =
  | {
      readonly t: "hello";
      readonly protocol: number;
      readonly build: number;
      readonly identity: { readonly user: string; readonly hostSession: string } | null;
    }
  | { readonly t: "call"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly t: "cancel"; readonly id: number }
  | { readonly t: "subscribe"; readonly id: number; readonly topic: Topic }
  | { readonly t: "unsubscribe"; readonly id: number }
  /** MessagePort has no close event: a page that is silent for 3 beats is gone. */
  | { readonly t: "beat" }
  | { readonly t: "bye" }
  /** The portal has signed its person out: whoever's account is open is closed now. Answered by a `result` of this id. */
  | { readonly t: "leave"; readonly id: number };

/** Engine → page. `reload`: another release has taken over. */
export type EngineDown =
  | { readonly t: "hello"; readonly protocol: number; readonly build: number }
  | { readonly t: "result"; readonly id: number; readonly value: unknown }
  | { readonly t: "failure"; readonly id: number; readonly code: ErrorCode; readonly detail: ErrorDetail }
  | { readonly t: "snapshot"; readonly id: number; readonly revision: number; readonly rows: readonly AnyRow[] }
  | {
      readonly t: "operations";
      readonly id: number;
      readonly revision: number;
      readonly operations: readonly Operation[];
    }
  | { readonly t: "reload"; readonly build: number };

export const BEAT_EVERY_MS = 10_000;

const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const topicSchema = v.variant("name", [
  v.object({ name: v.literal("session") }),
  v.object({ name: v.literal("rooms") }),
  v.object({ name: v.literal("timeline"), roomId: v.pipe(v.string(), v.startsWith("!"), v.maxLength(512)) }),
  v.object({ name: v.literal("transfers") }),
]);
const short = v.pipe(v.string(), v.maxLength(500));
const upSchema = v.variant("t", [
  v.object({
    t: v.literal("hello"),
    protocol: v.number(),
    build: v.number(),
    identity: v.nullable(v.object({ user: short, hostSession: short })),
  }),
  v.object({ t: v.literal("call"), id, name: short, input: v.unknown() }),
  v.object({ t: v.literal("cancel"), id }),
  v.object({ t: v.literal("subscribe"), id, topic: topicSchema }),
  v.object({ t: v.literal("unsubscribe"), id }),
  v.object({ t: v.literal("beat") }),
  v.object({ t: v.literal("bye") }),
  v.object({ t: v.literal("leave"), id }),
]);

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const operationSchema = v.variant("op", [
  v.object({ op: v.literal("insert"), index, row: v.looseObject({}) }),
  v.object({ op: v.literal("update"), index, row: v.looseObject({}) }),
  v.object({ op: v.literal("delete"), index }),
  v.object({ op: v.literal("move"), from: index, to: index }),
]);
// The engine is served from the page's own origin: rows are checked for their envelope only.
const downSchema = v.variant("t", [
  v.object({ t: v.literal("hello"), protocol: v.number(), build: v.number() }),
  v.object({ t: v.literal("result"), id, value: v.unknown() }),
  v.object({
    t: v.literal("failure"),
    id,
    code: errorCodeSchema,
    detail: v.object({ retryAfterMs: v.exactOptional(v.number()), limitBytes: v.exactOptional(v.number()) }),
  }),
  v.object({ t: v.literal("snapshot"), id, revision: v.number(), rows: v.array(v.looseObject({})) }),
  v.object({ t: v.literal("operations"), id, revision: v.number(), operations: v.array(operationSchema) }),
  v.object({ t: v.literal("reload"), build: v.number() }),
]);

export function parseEngineUp(input: unknown): EngineUp | undefined {
  const result = v.safeParse(upSchema, input);
  return result.success ? (result.output as EngineUp) : undefined;
}

export function parseEngineDown(input: unknown): EngineDown | undefined {
  const result = v.safeParse(downSchema, input);
  return result.success ? (result.output as unknown as EngineDown) : undefined;
}
