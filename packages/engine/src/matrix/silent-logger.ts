import { logger as rootLogger, type Logger } from "matrix-js-sdk/lib/logger.js";

const nothing = (): void => undefined;

/**
 * The SDK prints user, room and event ids. Nothing of it is kept: what a person needs to know comes back as a code
 * (safety E2).
 */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  getChild: () => silentLogger,
};

/** Models and helpers of the SDK print through its root logger, past the one that is handed in. */
export function silenceRootLogger(): void {
  const root = rootLogger as unknown as {
    methodFactory: () => () => void;
    rebuild: () => void;
  };
  root.methodFactory = () => nothing;
  root.rebuild();
}
