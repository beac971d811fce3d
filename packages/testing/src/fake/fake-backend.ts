import {
  keyOfRow,
  KonsilError,
  type CallName,
  type Capabilities,
  type ChatBackend,
  type ChatCalls,
  type ErrorCode,
  type ErrorDetail,
  type Person,
  type RoomId,
  type RoomRow,
  type SessionView,
  type StreamEvent,
  type TimelineRow,
  type Topic,
  type TopicRows,
  type Transfer,
} from "@konsil/protocol";
import { buildPerson, buildSelf } from "../builders/build-person.ts";
import { buildMessage } from "../builders/build-rows.ts";
import { systemClock, type Clock } from "../clock.ts";
import { createFakeCalls, needsSession, type FakeCallHandlers } from "./fake-calls.ts";
import { FakeList } from "./fake-list.ts";
import type { FakeBeginning } from "./fake-session.ts";
import type { FakeRoomSeed } from "./fake-room.ts";
import { FakeWorld } from "./fake-world.ts";

export interface FakeOptions {
  readonly rooms?: readonly FakeRoomSeed[];
  /** Whom the search finds. */
  readonly people?: readonly Person[];
  readonly self?: Person;
  readonly session?: FakeBeginning;
  /** What signs in; "Praxis-2026" by default. */
  readonly password?: string;
  readonly recoveryKey?: string;
  readonly clock?: Clock;
  /** Milliseconds that each step of a row takes on its way. */
  readonly stepMs?: number;
}

/** Everything a UI may want is there, all of it in memory. */
const CAPABILITIES: Capabilities = {
  rooms: true,
  startConversation: true,
  invitations: true,
  history: "full",
  upload: true,
  uploadProgress: true,
  durableOutbox: false,
  recovery: true,
  search: false,
};

interface Lists {
  readonly session: FakeList<SessionView>;
  readonly rooms: FakeList<RoomRow>;
  readonly transfers: FakeList<Transfer>;
}

const listOf = <Name extends keyof TopicRows>(name: Name): FakeList<TopicRows[Name]> =>
  new FakeList((row) => keyOfRow(name, row));

/** A chat that keeps its rooms in memory and behaves like one: for element tests, pictures and the contract. */
export class FakeBackend implements ChatBackend {
  readonly capabilities = CAPABILITIES;
  readonly #lists: Lists = { session: listOf("session"), rooms: listOf("rooms"), transfers: listOf("transfers") };
  readonly #timelines = new Map<RoomId, FakeList<TimelineRow>>();
  readonly #world: FakeWorld;
  readonly #calls: FakeCallHandlers;

  constructor(options: FakeOptions = {}) {
    const { session, rooms, transfers } = this.#lists;
    this.#world = new FakeWorld({
      self: options.self ?? buildSelf(),
      people: options.people ?? [buildPerson()],
      seeds: options.rooms ?? [],
      begins: options.session ?? "ready",
      password: options.password ?? "Praxis-2026",
      recoveryKey: options.recoveryKey ?? "EsTc fake fake fake",
      clock: options.clock ?? systemClock,
      stepMs: options.stepMs ?? 40,
      show: {
        session: (view) => session.set([view]),
        rooms: (rows) => rooms.set(rows),
        transfers: (rows) => transfers.set(rows),
        timeline: (roomId, rows) => this.#timeline(roomId).set(rows),
      },
    });
    this.#calls = createFakeCalls(this.#world);
  }

  observe<Name extends keyof TopicRows>(
    topic: Extract<Topic, { name: Name }>,
    listener: (event: StreamEvent<TopicRows[Name]>) => void,
    signal: AbortSignal,
  ): void {
    this.#list(topic).observe(listener, signal);
  }

  async call<Name extends CallName>(
    name: Name,
    input: ChatCalls[Name]["in"],
    signal?: AbortSignal,
  ): Promise<ChatCalls[Name]["out"]> {
    // What is thrown rejects, and nothing happens in the task of the caller.
    await Promise.resolve();
    if (signal?.aborted) throw new KonsilError("aborted");
    if (needsSession(name)) this.#world.session.mustBeReady();
    return this.#calls[name](input);
  }

  /** Somebody writes. @returns the row as it stands in the timeline */
  hear(roomId: RoomId, text: string): TimelineRow {
    const room = this.#world.mustHave(roomId);
    const row = buildMessage({ text, at: this.#world.now(), sender: room.people[0] ?? buildPerson() });
    this.bring(roomId, row);
    return row;
  }

  /** What the other side can read: all that has left, and what it wrote itself. */
  heard(roomId: RoomId): readonly string[] {
    const { rows } = this.#world.mustHave(roomId);
    return rows.flatMap((row) => (row.kind === "message" && "text" in row.body ? [row.body.text] : []));
  }

  /** Sync brings any row: a new one, or another state of one that is there. */
  bring(roomId: RoomId, row: TimelineRow): void {
    this.#world.bring(roomId, row);
  }

  /** Somebody invites. */
  invite(seed: FakeRoomSeed): void {
    this.#world.invite(seed);
  }

  /** The next row that would be sent fails instead. */
  failNext(code: ErrorCode, detail: ErrorDetail = {}): void {
    this.#world.outbox.failNext(code, detail);
  }

  goOffline(): void {
    this.#world.connect(false);
  }

  goOnline(): void {
    this.#world.connect(true);
  }

  /** The session was ended elsewhere. */
  revoke(): void {
    this.#world.signOut("revoked");
  }

  #list(topic: Topic): FakeList<never> {
    const list = topic.name === "timeline" ? this.#timeline(topic.roomId) : this.#lists[topic.name];
    return list as unknown as FakeList<never>;
  }

  #timeline(roomId: RoomId): FakeList<TimelineRow> {
    const known = this.#timelines.get(roomId);
    if (known) return known;
    const made = listOf("timeline");
    this.#timelines.set(roomId, made);
    return made;
  }
}

export const createFakeBackend = (options: FakeOptions = {}): FakeBackend => new FakeBackend(options);
