import type { HostIdentity } from "@konsil/protocol";

/** The same user in the same session of the host page (safety S1). */
export const sameIdentity = (a: HostIdentity | null, b: HostIdentity | null): boolean =>
  a !== null && b !== null && a.user === b.user && a.hostSession === b.hostSession;
