import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBot, Engine, type Bot } from "@konsil/engine";
import { PortBackend } from "@konsil/engine/client";
import { patientKeyOf } from "@konsil/patient/keys";
import {
  type ChatBackend,
  type Conversation,
  type HostIdentity,
  type RoomId,
  type TenantConfig,
} from "@konsil/protocol";
import { buildPatient, buildTicket } from "@konsil/testing";
import { HISTORY, type BackendWorld, type SessionWorld } from "@konsil/testing/contract";
import { findBasePort } from "../../../demo/homeservers/free-ports.ts";
import { startHomeservers, type Homeservers } from "../../../demo/homeservers/start-homeservers.ts";
import { until } from "../../../demo/testing/until.ts";
import { PortServer } from "../../../packages/engine/src/worker/port-server.ts";
import { ensureSynapse } from "../../../tools/ensure.mjs";
import { installMemoryDisk } from "./memory-disk.ts";
import { startSlowProxy, type SlowProxy } from "./slow-proxy.ts";

const PASSWORD = "Praxis-2026";
const IDENTITY: HostIdentity = { user: "brandt", hostSession: "session-1" };
const COLLEAGUE = { user: "nwosu", password: PASSWORD, displayName: "Nwosu, Adaeze" };
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Two homeservers, and engines in this process behind real ports: everything of the product but its browser. */
export interface EngineStage {
  backendWorld(): Promise<BackendWorld>;
  sessionWorld(account: "new" | "known"): Promise<SessionWorld>;
  stop(): Promise<void>;
}

export async function buildEngineStage(): Promise<EngineStage> {
  installMemoryDisk();
  const folder = await mkdtemp(join(tmpdir(), "konsil-contract-"));
  const basePort = await findBasePort();
  const servers = await startHomeservers({ root: folder, basePort, python: ensureSynapse(), log: () => undefined });
  const proxy = await startSlowProxy(servers.sonnenallee.baseUrl);
  const stage = new Stage(servers, proxy);
  return {
    backendWorld: () => stage.backendWorld(),
    sessionWorld: (account) => stage.sessionWorld(account),
    stop: async () => {
      await stage.stop();
      await proxy.stop();
      await servers.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Open {
  readonly backend: ChatBackend;
  end(): Promise<void>;
}

class Stage {
  readonly #servers: Homeservers;
  readonly #proxy: SlowProxy;
  #made = 0;
  #shared: Promise<{ open: Open; bot: Bot; about: BackendWorld["about"] }> | null = null;

  constructor(servers: Homeservers, proxy: SlowProxy) {
    this.#servers = servers;
    this.#proxy = proxy;
  }

  /** One account and one colleague for all; the conversation about nobody is new each time. */
  async backendWorld(): Promise<BackendWorld> {
    this.#shared ??= this.#signedIn();
    const { open, bot, about } = await this.#shared;
    const { backend } = open;
    const plain = await startPlain(backend, bot);
    const leaving: (() => void)[] = [];
    return {
      backend,
      about,
      plain: { roomId: plain },
      colleague: { userId: bot.userId, name: COLLEAGUE.displayName },
      now: () => Date.now(),
      pass: wait,
      hear: async (roomId, text) => {
        await bot.sendText(roomId, text);
      },
      heard: (roomId) => heardBy(bot, roomId),
      invite: () => bot.createRoom([this.#userId("brandt")]),
      failNext: (code) => {
        assert.equal(code, "forbidden");
        leaving.push(this.#proxy.refuseNext(/\/send\/m\.room\.encrypted\//));
        return Promise.resolve();
      },
      end: () => Promise.resolve(leaving.forEach((leave) => leave())),
    };
  }

  async sessionWorld(account: "new" | "known"): Promise<SessionWorld> {
    this.#made += 1;
    const user = `session-${String(this.#made)}`;
    await this.#servers.sonnenallee.registerUser({ user, password: PASSWORD, displayName: user });
    const { baseUrl, serverName } = this.#servers.sonnenallee;
    const other =
      account === "known"
        ? await createBot({ baseUrl, serverName, user, password: PASSWORD, setUpRecovery: true })
        : null;
    const open = await this.#openEngine(user);
    return {
      backend: open.backend,
      user,
      password: PASSWORD,
      recoveryKey: other?.recoveryKey ?? null,
      pass: wait,
      end: async () => {
        other?.stop();
        await open.end();
      },
    };
  }

  async stop(): Promise<void> {
    const shared = await this.#shared?.catch(() => null);
    shared?.bot.stop();
    await shared?.open.end();
  }

  #userId(user: string) {
    return `@${user}:${this.#servers.sonnenallee.serverName}` as Bot["userId"];
  }

  async #signedIn() {
    const { sonnenallee, nord } = this.#servers;
    await sonnenallee.registerUser({ user: "brandt", password: PASSWORD, displayName: "Brandt, Katrin" });
    await sonnenallee.registerUser(COLLEAGUE);
    const { baseUrl, serverName } = sonnenallee;
    const bot = await createBot({ baseUrl, serverName, ...COLLEAGUE, setUpRecovery: true });
    assert.notEqual(nord.serverName, serverName);
    const open = await this.#openEngine("contract");
    const { backend } = open;
    await backend.call("signIn", { user: "brandt", password: PASSWORD });
    await backend.call("setUpRecovery", null);
    await backend.call("finishRecoverySetup", null);
    const about = await startAbout(backend, bot, this.#userId("brandt"));
    return { open, bot, about };
  }

  /** A tenant of its own, so that nothing is shared but the server. */
  async #openEngine(tenant: string): Promise<Open> {
    const { serverName } = this.#servers.sonnenallee;
    const config: TenantConfig = {
      v: 1,
      tenant,
      name: "Praxis Sonnenallee",
      homeserver: { baseUrl: this.#proxy.url, serverName },
      organisations: { [serverName]: "Praxis Sonnenallee" },
      portalOrigins: [],
      requireHostUser: true,
      holdMs: 0,
      askAfterMs: 1_800_000,
      frameClosesWithChart: false,
    };
    const engine = await Engine.open(config);
    const stop = new AbortController();
    const { port1, port2 } = new MessageChannel();
    const server = new PortServer(port2, {
      engine: {
        isCurrent: (identity) => engine.isCurrent(identity),
        attach: (identity) => engine.attach(identity),
        resume: () => Promise.resolve(true),
        source: (topic) => engine.source(topic),
        call: (name, input, signal) => engine.call(name, input, signal),
      },
      build: 1,
      requireIdentity: true,
      onGone: () => undefined,
      onBack: () => undefined,
      onLeave: () => Promise.resolve(),
    });
    const backend = new PortBackend({ port: port1, identity: IDENTITY, build: 1, signal: stop.signal });
    return {
      backend,
      end: async () => {
        stop.abort();
        server.close();
        port2.close();
        await engine.detach();
      },
    };
  }
}

/** What the bot could decrypt, oldest first. */
async function heardBy(bot: Bot, roomId: RoomId): Promise<readonly string[]> {
  if (bot.client.getRoom(roomId)?.getMyMembership() !== "join") await bot.join(roomId);
  return bot.messages(roomId).map((event) => String(event.getContent()["body"]));
}

/** About nobody, begun by the engine, joined by the colleague. */
async function startPlain(backend: ChatBackend, bot: Bot): Promise<RoomId> {
  const ticket = buildTicket(null, Date.now());
  const people = [bot.userId];
  const { roomId } = await backend.call("startConversation", { people, patient: null, patientKey: null, ticket });
  await bot.join(roomId);
  await conversationIs(backend, roomId, (row) => row.encryption === "yes" && row.invitedCount === 0);
  return roomId;
}

/** About a patient, begun by the colleague, with a history that the engine has not loaded. */
async function startAbout(backend: ChatBackend, bot: Bot, self: Bot["userId"]): Promise<BackendWorld["about"]> {
  const patient = buildPatient();
  const patientKey = patientKeyOf(patient);
  const roomId = await bot.createRoom([self]);
  await bot.bindCase(roomId, patient);
  for (let index = 1; index <= HISTORY.all; index += 1) await bot.sendText(roomId, `Nachricht ${String(index)}`);
  await until("the invitation", async () => {
    const { failed } = await backend.call("acceptInvitations", { roomIds: [roomId] });
    return failed.length === 0;
  });
  await conversationIs(backend, roomId, (row) => row.encryption === "yes" && row.binding?.key === patientKey);
  return { roomId, patientKey };
}

async function conversationIs(
  backend: ChatBackend,
  roomId: RoomId,
  fits: (row: Conversation) => boolean,
): Promise<void> {
  const stop = new AbortController();
  let isSo = false;
  backend.observe<"rooms">(
    { name: "rooms" },
    ({ rows }) => {
      const row = rows.find((it) => it.roomId === roomId);
      isSo = row?.kind === "conversation" && fits(row);
    },
    stop.signal,
  );
  await until("the conversation is known", () => isSo).finally(() => stop.abort());
}
