import { openHostGate } from "../../../packages/app/src/frame/host-gate.ts";

// The frame's gate and nothing else, in a page without a policy: what it refuses it refuses by itself.

interface Watched {
  readonly seen: unknown[];
  gone: number;
  readonly gate: ReturnType<typeof openHostGate>;
  /** The tenant's config arrives. */
  allow(origins: readonly string[]): void;
  /** It never will. */
  fail(): void;
}

const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
const watched: Watched = {
  seen: [],
  gone: 0,
  gate: openHostGate({
    portalOrigins: promise,
    onMessage: (message) => watched.seen.push(message),
    onGone: () => {
      watched.gone += 1;
    },
  }),
  allow: resolve,
  fail: () => reject(new Error("config")),
};
Object.assign(window, { watched });
