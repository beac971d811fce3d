import * as sdkLogging from "matrix-js-sdk/lib/logger.js";

type Logger = sdkLogging.Logger;

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

interface RootLogger {
  methodFactory: () => () => void;
  rebuild(): void;
}

/** Models and helpers of the SDK print through its root logger, past the one that is handed in. */
function silenceRootLogger(): void {
  // Not to log with it, which the SDK advises against, but to take its voice away.
  const { logger: root } = sdkLogging as unknown as { readonly logger: RootLogger };
  root.methodFactory = () => nothing;
  root.rebuild();
}

// Now, and not when a client is made: some of the SDK's modules take hold of the root logger's methods while they load, so
// whatever loads the SDK imports this file first.
silenceRootLogger();
