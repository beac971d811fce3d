import type { PatientContext, PatientKey, Reading } from "@konsil/protocol";
import { isComplete } from "./is-complete.ts";
import { isSamePlate, isSameRecord } from "./same-record.ts";

/** Everything that decides which patient is open. One per view; the engine knows none of it (safety P4). */
export interface ContextState {
  /** asking: the host has been asked and not answered yet. silent: it did not answer in time. */
  readonly live: "unknown" | "asking" | "answered" | "silent";
  readonly since: number;
  readonly hostReading: Reading | null;
  readonly attributeReading: Reading | null;
  readonly conversationReading: Reading | null;
  /** The record a person said yes to; ended by any new evidence (safety P6). */
  readonly yes: PatientKey | null;
  /** The record a person said no to: not shown again until evidence changes. */
  readonly no: PatientKey | null;
}

export type ContextEvent =
  | { readonly type: "asked"; readonly now: number; readonly hidesOld: boolean }
  | { readonly type: "answered"; readonly reading: Reading | null; readonly now: number }
  | { readonly type: "silent"; readonly now: number }
  /** The page said that it shows something else, and nobody can be asked what. */
  | { readonly type: "doubted" }
  | { readonly type: "attributes"; readonly reading: Reading | null }
  | { readonly type: "conversation"; readonly reading: Reading | null }
  | { readonly type: "candidate-answered"; readonly yes: boolean };

export const initialContext: ContextState = {
  live: "unknown",
  since: 0,
  hostReading: null,
  attributeReading: null,
  conversationReading: null,
  yes: null,
  no: null,
};

export function reduceContext(state: ContextState, event: ContextEvent): ContextState {
  switch (event.type) {
    case "asked":
      if (!event.hidesOld) return state;
      // Asked again while still waiting: the first moment counts.
      return state.live === "asking" ? state : { ...state, live: "asking", since: event.now };
    case "answered":
      return {
        ...withEvidence(state, state.hostReading, event.reading),
        live: "answered",
        hostReading: event.reading,
        since: event.now,
      };
    case "silent":
      return { ...state, live: "silent", since: state.live === "silent" ? state.since : event.now };
    case "doubted":
      return { ...state, yes: null, no: null };
    case "attributes":
      return { ...withEvidence(state, state.attributeReading, event.reading), attributeReading: event.reading };
    case "conversation":
      return { ...state, conversationReading: event.reading };
    case "candidate-answered": {
      const candidate = state.hostReading ?? state.attributeReading;
      if (candidate === null) return state;
      return event.yes ? { ...state, yes: candidate.key, no: null } : { ...state, no: candidate.key, yes: null };
    }
    default:
      return event satisfies never;
  }
}

/** New evidence ends what a person said about the old one. Reading the very same again is no new evidence. */
function withEvidence(state: ContextState, before: Reading | null, after: Reading | null): ContextState {
  const isSame = before === null ? after === null : after !== null && isSamePlate(before, after);
  return isSame ? state : { ...state, yes: null, no: null };
}

export interface ContextRules {
  readonly now: number;
  /** The deployment's word that the EHR closes our frame with the chart (safety P2). */
  readonly frameClosesWithChart: boolean;
}

/** A question that takes longer is shown as slow, with a way to read again. */
export const SLOW_AFTER_MS = 3000;

/** What the plate shows and what may be done. The order of the checks is the order of the danger. */
export function contextOf(state: ContextState, rules: ContextRules): PatientContext {
  if (state.live === "asking") {
    return { state: "loading", since: state.since, slow: rules.now - state.since >= SLOW_AFTER_MS };
  }
  const { hostReading: host, attributeReading: attribute } = state;
  if (state.live === "silent") return silentContext(state, host ?? attribute);
  if (host && attribute && !isSameRecord(host, attribute)) return { state: "conflict", readings: [host, attribute] };
  const readings = [host, attribute].filter((reading): reading is Reading => reading !== null);
  const reading = readings[0];
  if (!reading) return fromConversation(state);
  if (state.no === reading.key) return fromConversation(state);
  const isCertain = host !== null || rules.frameClosesWithChart || state.yes === reading.key;
  // A missing name is never confirmed, whoever says so (safety P8).
  return isCertain && isComplete(reading.patient)
    ? { state: "confirmed", reading, readings }
    : { state: "candidate", reading };
}

function fromConversation(state: ContextState): PatientContext {
  const reading = state.conversationReading;
  return reading ? { state: "fromConversation", reading } : { state: "none" };
}

function silentContext(state: ContextState, last: Reading | null): PatientContext {
  return last ? { state: "stale", reading: last, since: state.since } : { state: "none" };
}
