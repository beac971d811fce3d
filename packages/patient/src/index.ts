export * from "./keys.ts";
export {
  contextOf,
  initialContext,
  reduceContext,
  type ContextEvent,
  type ContextRules,
  type ContextState,
} from "./context-machine.ts";
export {
  createContextView,
  type ContextSource,
  type ContextView,
  type ContextViewOptions,
  type HostAnswer,
} from "./context-view.ts";
export { findSimilar } from "./find-similar.ts";
export { createGuard, type Guard, type GuardAnswer, type GuardRefusal } from "./guard.ts";
export { isComplete } from "./is-complete.ts";
export { isKvnrPlausible } from "./kvnr.ts";
export { differingFields, isSameRecord, type DifferingField } from "./same-record.ts";
