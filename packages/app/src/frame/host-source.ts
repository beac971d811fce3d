import type { HostAnswer } from "@konsil/patient";
import { patientKeyOf } from "@konsil/patient/keys";
import {
  parseHostPatient,
  type FrameToHost,
  type HostToFrame,
  type Reading,
  type SourceKind,
  type TenantConfig,
} from "@konsil/protocol";

type Answer = Extract<HostToFrame, { t: "patient-answer" }>;

/** The host page as a source that can be asked: a question with a nonce, the answer parsed into the minimal shape. */
export function createHostSource(config: TenantConfig, kind: SourceKind, tell: (message: FrameToHost) => void) {
  const waiting = new Map<string, (answer: Answer) => void>();
  let lastSeq = 0;
  return {
    get lastSeq() {
      return lastSeq;
    },
    ask(nonce: string, signal: AbortSignal): Promise<HostAnswer | undefined> {
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => (waiting.delete(nonce), resolve(undefined)), { once: true });
        waiting.set(nonce, (answer) => resolve(answerOf(answer, config, kind)));
        tell({ t: "patient-query", nonce });
      });
    },
    answered(answer: Answer): void {
      lastSeq = Math.max(lastSeq, answer.seq);
      waiting.get(answer.nonce)?.(answer);
      waiting.delete(answer.nonce);
    },
  };
}

/** "failed" is no answer: the host could not say, so it is asked again. */
function answerOf(answer: Answer, config: TenantConfig, kind: SourceKind): HostAnswer | undefined {
  if (answer.outcome === "failed") return undefined;
  if (answer.outcome === "none") return { nonce: answer.nonce, reading: null };
  const reading = readingOf(answer.patient, config, kind);
  return reading ? { nonce: answer.nonce, reading } : undefined;
}

/** @returns undefined for a patient object that is absurd */
export function readingOf(input: unknown, config: TenantConfig, source: SourceKind): Reading | undefined {
  const patient = parseHostPatient(input, config.tenant, config.name);
  return patient && { source, patient, key: patientKeyOf(patient), readAt: Date.now() };
}
