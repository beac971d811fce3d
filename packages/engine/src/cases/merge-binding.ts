import type { CaseBinding } from "@konsil/protocol";
import type { MirroredCase } from "./case-mirror.ts";

export interface MergedBinding {
  readonly binding: CaseBinding;
  /** It says more than the server's record, or is still to be written. */
  readonly isDirty: boolean;
}

/**
 * What counts when the server's record differs from ours. The server's wins, except that an act of this device that has
 * not been written yet stays, and that a header once known is not forgotten because another device did not know it.
 */
export function mergeBinding(own: MirroredCase | undefined, incoming: CaseBinding): MergedBinding {
  if (own === undefined) return { binding: incoming, isDirty: false };
  if (own.binding.key !== incoming.key) {
    return own.isDirty ? { binding: own.binding, isDirty: true } : { binding: incoming, isDirty: false };
  }
  if (own.isDirty) return { binding: withHeaderOf(own.binding, incoming), isDirty: true };
  const binding = withHeaderOf(incoming, own.binding);
  return { binding, isDirty: binding !== incoming };
}

/** The first, with the second's header if it has none of its own. */
export function withHeaderOf(binding: CaseBinding, other: CaseBinding | undefined): CaseBinding {
  if (binding.headerEventId !== undefined || other?.headerEventId === undefined) return binding;
  return other.key === binding.key ? { ...binding, headerEventId: other.headerEventId } : binding;
}
