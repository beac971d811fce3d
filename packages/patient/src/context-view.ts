import type { PatientContext, Reading } from "@konsil/protocol";
import { createContextCell } from "./context-cell.ts";
import { createQuestionOrder } from "./question-order.ts";

export interface HostAnswer {
  readonly nonce: string;
  /** null: no record is open. */
  readonly reading: Reading | null;
}

/** Somebody who can be asked which patient is open. Resolves undefined when it could not say; may never resolve. */
export interface ContextSource {
  ask(nonce: string, signal: AbortSignal): Promise<HostAnswer | undefined>;
}

export interface ContextViewOptions {
  /** null: the host cannot be asked, attributes only. */
  readonly source: ContextSource | null;
  readonly frameClosesWithChart: boolean;
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

/** A host that has not answered by then is shown as silent, and asked again. */
export const HOST_SILENT_AFTER_MS = 250;
/** After this the context is stale and nothing is sent. */
export const HOST_GIVES_UP_AFTER_MS = 2000;

export interface ContextView {
  readonly context: PatientContext;
  readonly hostSilent: boolean;
  observe(listener: () => void): void;
  /** A change was announced, or there is reason to doubt: the old name goes at once, the host is asked. */
  reread(): Promise<HostAnswer | undefined>;
  readAgain(): void;
  /** Asks without hiding what is shown; what comes back is taken over (safety P3). */
  verify(): Promise<HostAnswer | undefined>;
  setAttributes(reading: Reading | null): void;
  setConversation(reading: Reading | null): void;
  answerCandidate(yes: boolean): void;
}

/** The state machine at work for one view: asks, waits, gives up, and tells what changed. */
export function createContextView(options: ContextViewOptions): ContextView {
  const { source, signal, frameClosesWithChart } = options;
  const now = options.now ?? Date.now;
  const listeners = new Set<() => void>();
  const order = createQuestionOrder();
  let hostSilent = false;
  const tell = (): void => listeners.forEach((listener) => listener());
  const cell = createContextCell({ frameClosesWithChart, now, signal }, tell);

  function setSilent(silent: boolean): void {
    if (hostSilent === silent) return;
    hostSilent = silent;
    tell();
  }

  /** Asks, after 250 ms once more, and gives up after 2 s. What came to nothing or came too late changes nothing. */
  async function ask(hidesOld: boolean): Promise<HostAnswer | undefined> {
    if (!source) {
      if (hidesOld) cell.apply({ type: "doubted" });
      return undefined;
    }
    const question = order.put(hidesOld);
    const counts = (): boolean => order.counts(question) && !signal.aborted;
    cell.apply({ type: "asked", now: now(), hidesOld });
    const stop = new AbortController();
    const until = AbortSignal.any([signal, stop.signal]);
    try {
      const answer = await firstAnswer(source, until, () => counts() && setSilent(true));
      if (!counts()) return answer;
      order.settle(question);
      setSilent(false);
      cell.apply(answer ? { type: "answered", reading: answer.reading, now: now() } : { type: "silent", now: now() });
      return answer;
    } finally {
      stop.abort();
    }
  }

  return {
    get context() {
      return cell.context;
    },
    get hostSilent() {
      return hostSilent;
    },
    observe: (listener) => void listeners.add(listener),
    reread: () => ask(true),
    readAgain: () => void ask(true),
    verify: () => ask(false),
    setAttributes: (reading) => cell.apply({ type: "attributes", reading }),
    setConversation: (reading) => cell.apply({ type: "conversation", reading }),
    answerCandidate: (yes) => cell.apply({ type: "candidate-answered", yes }),
  };
}

function firstAnswer(
  source: ContextSource,
  signal: AbortSignal,
  onSilent: () => void,
): Promise<HostAnswer | undefined> {
  return new Promise((resolve) => {
    const timers: ReturnType<typeof setTimeout>[] = [];
    const settle = (answer: HostAnswer | undefined): void => {
      timers.forEach(clearTimeout);
      resolve(answer);
    };
    const put = (): void => {
      const nonce = crypto.randomUUID();
      source.ask(nonce, signal).then(
        (answer) => answer?.nonce === nonce && settle(answer),
        () => undefined,
      );
    };
    timers.push(setTimeout(() => (onSilent(), put()), HOST_SILENT_AFTER_MS));
    timers.push(setTimeout(() => settle(undefined), HOST_GIVES_UP_AFTER_MS));
    signal.addEventListener("abort", () => settle(undefined), { once: true });
    put();
  });
}
