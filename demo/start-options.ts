import { parseArgs } from "node:util";

export interface StartOptions {
  /** Python with the homeserver; empty when the environment names both servers. */
  readonly python: string;
  /** Begins anew: data of earlier starts on this port is deleted. */
  readonly reset: boolean;
  /** Port of the pages; the homeservers take the four after it. */
  readonly port: number;
}

export const DEFAULT_PORT = 8480;

/** @throws Error with a sentence for the terminal */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      python: { type: "string", default: "" },
      reset: { type: "boolean", default: false },
      port: { type: "string", default: String(DEFAULT_PORT) },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1024 || port > 65_530) {
    throw new Error("--port takes a number from 1024 to 65530.");
  }
  return { python: values.python, reset: values.reset, port };
}
