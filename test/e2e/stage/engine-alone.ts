import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "@konsil/engine";
import {
  type AnyRow,
  type Conversation,
  type GuardTicket,
  type HostIdentity,
  type PatientKey,
  type RoomId,
  type SessionView,
  type TenantConfig,
  type TimelineRow,
  type Topic,
  type TopicRows,
} from "@konsil/protocol";
import { findBasePort } from "../../../demo/homeservers/free-ports.ts";
import { startHomeservers, type Homeservers } from "../../../demo/homeservers/start-homeservers.ts";
import { ensureSynapse } from "../../../tools/ensure.mjs";
import { installMemoryDisk } from "./memory-disk.ts";

const PASSWORD = "geheim-geheim";

/** One engine in this process, of a practice that has a real homeserver; a second homeserver for the other side. */
export class EngineAlone {
  readonly homeservers: Homeservers;
  readonly engine: Engine;
  readonly signal: AbortSignal = new AbortController().signal;
  readonly password = PASSWORD;
  readonly #folder: string;

  private constructor(homeservers: Homeservers, engine: Engine, folder: string) {
    this.homeservers = homeservers;
    this.engine = engine;
    this.#folder = folder;
  }

  static async build(): Promise<EngineAlone> {
    installMemoryDisk();
    const folder = await mkdtemp(join(tmpdir(), "konsil-engine-"));
    const basePort = await findBasePort();
    const servers = await startHomeservers({ root: folder, basePort, python: ensureSynapse(), log: () => undefined });
    return new EngineAlone(servers, await Engine.open(configOf(servers.sonnenallee)), folder);
  }

  async stop(): Promise<void> {
    await this.engine.detach();
    await this.homeservers.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async register(site: keyof Pick<Homeservers, "sonnenallee" | "nord">, user: string, displayName = user) {
    await this.homeservers[site].registerUser({ user, password: PASSWORD, displayName });
    return { ...this.homeservers[site], user, password: PASSWORD };
  }

  signIn(user: string): Promise<null> {
    return this.engine.call("signIn", { user, password: PASSWORD }, this.signal);
  }

  /** From nobody to a session that is ready. @returns the recovery key */
  async begin(identity: HostIdentity): Promise<string> {
    await this.engine.attach(identity);
    await this.signIn(identity.user);
    await this.session("needs-recovery-setup");
    const { recoveryKey } = await this.engine.call("setUpRecovery", null, this.signal);
    await this.engine.call("finishRecoverySetup", null, this.signal);
    await this.until({ name: "session" }, ([view]) => view?.state === "ready" && view.connection.state === "online");
    return recoveryKey;
  }

  /** Resolves with the first rows that fit; without any the runner's own limit ends the test. */
  until<Name extends keyof TopicRows>(
    topic: Extract<Topic, { name: Name }>,
    fits: (rows: readonly TopicRows[Name][]) => boolean,
  ): Promise<readonly TopicRows[Name][]> {
    const source = this.engine.source(topic);
    return new Promise((resolve) => {
      const stop = new AbortController();
      const look = (): void => {
        const rows: readonly AnyRow[] = source.rows;
        if (!source.isKnown || !fits(rows as TopicRows[Name][])) return;
        stop.abort();
        resolve(rows as TopicRows[Name][]);
      };
      source.observe(look, stop.signal);
      look();
    });
  }

  async session(state: SessionView["state"]): Promise<SessionView> {
    const [view] = await this.until({ name: "session" }, ([row]) => row?.state === state);
    assert.ok(view);
    return view;
  }

  async conversation(fits: (row: Conversation) => boolean): Promise<Conversation> {
    const isIt = (row: TopicRows["rooms"]): row is Conversation => row.kind === "conversation" && fits(row);
    const rows = await this.until({ name: "rooms" }, (all) => all.some(isIt));
    const found = rows.find(isIt);
    assert.ok(found);
    return found;
  }

  /** Until all these texts stand in the timeline. */
  timeline(roomId: RoomId, ...texts: string[]): Promise<readonly TimelineRow[]> {
    return this.until({ name: "timeline", roomId }, (rows) => texts.every((text) => shown(rows).includes(text)));
  }
}

export const ticketFor = (patientKey: PatientKey | null): GuardTicket => ({
  id: randomUUID(),
  patientKey,
  hostNonce: null,
  madeAt: Date.now(),
});

export const shown = (rows: readonly TimelineRow[]): string[] =>
  rows.map((row) => (row.kind === "notice" ? row.notice.about : "text" in row.body ? row.body.text : row.body.kind));

const configOf = ({ baseUrl, serverName }: { baseUrl: string; serverName: string }): TenantConfig => ({
  v: 1,
  tenant: "sonnenallee",
  name: "Praxis Sonnenallee",
  homeserver: { baseUrl, serverName },
  organisations: {},
  portalOrigins: [],
  requireHostUser: true,
  holdMs: 0,
  askAfterMs: 1_800_000,
  frameClosesWithChart: false,
});
