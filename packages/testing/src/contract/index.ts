export { backendContract, sessionContract } from "./backend-contract.ts";
export { HISTORY, type BackendWorld, type SessionWorld } from "./backend-world.ts";
export { createFakeSessionWorld, createFakeWorld } from "./fake-backend-world.ts";
