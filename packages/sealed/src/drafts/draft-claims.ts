import type { DraftGate } from "./draft-gate.ts";

/** The right to write one draft. At most one view has it; the others show the draft read-only (safety P4). */
export interface DraftClaim {
  release(): void;
}

export interface ClaimOptions {
  /** Another view goes on with this draft. Write what is still unwritten; the claim is released when this settles. */
  readonly onWanted: () => Promise<void> | void;
  readonly signal: AbortSignal;
}

// A frozen tab cannot answer; revisions keep its late write from doing harm.
const STEAL_AFTER_MS = 1000;

/** Claims of one view on drafts, kept as `navigator.locks` so that a crashed view lets go by itself. */
export class DraftClaims {
  readonly #prefix: string;
  readonly #gate: DraftGate;
  readonly #held = new Map<string, () => void>();

  constructor(prefix: string, gate: DraftGate) {
    this.#prefix = prefix;
    this.#gate = gate;
  }

  /** @returns null when another view has it. */
  claim(name: string, options: ClaimOptions): Promise<DraftClaim | null> {
    return this.#request(name, options, { ifAvailable: true });
  }

  /** "Go on here": asks the other view to let go, and takes the claim from a view that does not answer. */
  async takeOver(name: string, options: ClaimOptions): Promise<DraftClaim> {
    this.#gate.tell({ about: "wanted", name });
    const patience = AbortSignal.timeout(STEAL_AFTER_MS);
    const waiting = AbortSignal.any([options.signal, patience]);
    try {
      const claim = await this.#request(name, options, { signal: waiting });
      if (claim !== null) return claim;
    } catch (error) {
      if (options.signal.aborted || !patience.aborted) throw error;
    }
    const stolen = await this.#request(name, options, { steal: true });
    if (stolen === null) throw new DOMException("claim", "AbortError");
    return stolen;
  }

  /** Notice from another view. */
  wanted(name: string): void {
    this.#held.get(name)?.();
  }

  #request(name: string, options: ClaimOptions, how: LockOptions): Promise<DraftClaim | null> {
    return new Promise((resolve, reject) => {
      const hold = async (lock: Lock | null): Promise<void> => {
        if (lock === null || options.signal.aborted) {
          resolve(null);
          return;
        }
        await this.#holdUntilReleased(name, options, resolve);
      };
      // After resolve a rejection means "stolen": the view that did not answer in time learns it here.
      navigator.locks.request(`${this.#prefix}:draft:${name}`, how, hold).catch((error: unknown) => {
        this.#held.get(name)?.();
        reject(error instanceof Error ? error : new DOMException("claim", "AbortError"));
      });
    });
  }

  #holdUntilReleased(name: string, options: ClaimOptions, granted: (claim: DraftClaim) => void): Promise<void> {
    return new Promise((done) => {
      const release = (): void => {
        if (this.#held.get(name) === letGo) this.#held.delete(name);
        options.signal.removeEventListener("abort", release);
        done();
      };
      const letGo = (): void => {
        if (this.#held.get(name) === letGo) this.#held.delete(name);
        Promise.resolve(options.onWanted()).then(release, release);
      };
      options.signal.addEventListener("abort", release, { once: true });
      this.#held.set(name, letGo);
      granted({ release });
    });
  }
}
