import { test } from "node:test";
import type { BackendWorld, SessionWorld } from "./backend-world.ts";
import type { ContractCase } from "./contract-cases.ts";
import { peopleCases } from "./people.contract.ts";
import { permissionCases } from "./permission.contract.ts";
import { sendingCases } from "./sending.contract.ts";
import { sessionCases } from "./session.contract.ts";
import { streamCases } from "./streams.contract.ts";

/** What every `ChatBackend` has to keep, as tests of node:test. Each case gets a world of its own. */
export function backendContract(name: string, makeWorld: () => Promise<BackendWorld>): void {
  run(name, makeWorld, [...streamCases, ...sendingCases, ...permissionCases, ...peopleCases]);
}

/** The way to a session that is ready, for a new and for a known account. */
export function sessionContract(name: string, makeWorld: () => Promise<SessionWorld>): void {
  run(name, makeWorld, sessionCases);
}

function run<World extends { end(): Promise<void> }>(
  name: string,
  makeWorld: () => Promise<World>,
  cases: readonly ContractCase<World>[],
): void {
  for (const { title, run: runCase } of cases) {
    void test(`${title} (${name})`, async () => {
      const world = await makeWorld();
      try {
        await runCase(world);
      } finally {
        await world.end();
      }
    });
  }
}
