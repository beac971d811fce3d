import type { PatientKey } from "./ids.ts";
import type { Patient } from "./patient.ts";

export const sourceKinds = ["host", "channel", "attribute", "conversation"] as const;
/**
 * Who says so. `host`: `<konsil-chat>` with `readPatient`; `channel`: hand-written postMessage of an allow-listed origin;
 * `attribute`: attributes of the element; `conversation`: the case header of the open conversation.
 */
export type SourceKind = (typeof sourceKinds)[number];

/** One reading of one source, as the sources list shows it. */
export interface Reading {
  readonly source: SourceKind;
  readonly patient: Patient;
  readonly key: PatientKey;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/** Which patient is open and how sure we are. The state machine of `@konsil/patient` makes these, elements draw them. */
export type PatientContext =
  | { readonly state: "none" }
  | { readonly state: "loading"; readonly since: number; readonly slow: boolean }
  | { readonly state: "candidate"; readonly reading: Reading }
  | { readonly state: "confirmed"; readonly reading: Reading; readonly readings: readonly Reading[] }
  | { readonly state: "conflict"; readonly readings: readonly Reading[] }
  | { readonly state: "stale"; readonly reading: Reading; readonly since: number }
  | { readonly state: "fromConversation"; readonly reading: Reading };
