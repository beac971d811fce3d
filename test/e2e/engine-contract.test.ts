import { after } from "node:test";
import { backendContract, sessionContract } from "@konsil/testing/contract";
import { buildEngineStage, type EngineStage } from "./stage/engine-world.ts";

let stage: Promise<EngineStage> | null = null;
const built = (): Promise<EngineStage> => (stage ??= buildEngineStage());
after(async () => (await stage)?.stop());

// What the fake has to keep, kept by the engine itself: SDK, crypto, outbox and port against a real homeserver.
backendContract("engine", async () => (await built()).backendWorld());
sessionContract("engine, new account", async () => (await built()).sessionWorld("new"));
sessionContract("engine, known account", async () => (await built()).sessionWorld("known"));
