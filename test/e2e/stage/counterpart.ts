import { createBot, type Bot } from "@konsil/engine/bot";
import type { World } from "./world.ts";

/** Somebody at the hospital who answers without a browser. */
export async function createCounterpart(world: World): Promise<Bot> {
  const { nord } = world.homeservers;
  const account = { user: "gegenueber", password: "pw" };
  await nord.registerUser({ ...account, displayName: "Gegenüber, Gesa" });
  return createBot({ baseUrl: nord.baseUrl, serverName: nord.serverName, ...account, setUpRecovery: true });
}
