import { spawn } from "node:child_process";

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

const GRACE_MS = 10_000;

/**
 * Runs a command to its end, its output on the terminal, and ends all that it started with it: a group of its own, so that
 * no browser and no server outlives its suite.
 * @returns its exit code, 1 when it was ended
 */
export async function runCommand({ program, args, env, limitMs }: Command, signal: AbortSignal): Promise<number> {
  if (signal.aborted) return 1;
  const child = spawn(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
    env: { ...process.env, ...env },
  });
  const endAll = (how: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, how);
    } catch {
      // The group is gone already.
    }
  };
  let force: NodeJS.Timeout | undefined;
  const stop = (): void => {
    endAll("SIGTERM");
    force ??= setTimeout(() => {
      endAll("SIGKILL");
    }, GRACE_MS);
  };
  const limit = setTimeout(() => {
    process.stdout.write(`${program} ${args.join(" ")}: not done after ${String(limitMs / 60_000)} minutes, ended.\n`);
    stop();
  }, limitMs);
  signal.addEventListener("abort", stop);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => {
        resolve(code ?? 1);
      });
    });
  } finally {
    clearTimeout(limit);
    clearTimeout(force);
    signal.removeEventListener("abort", stop);
    endAll("SIGKILL");
  }
}
