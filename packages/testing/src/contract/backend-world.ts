import type { ChatBackend, ErrorCode, PatientKey, RoomId, UserId } from "@konsil/protocol";

/** How many messages of others lie in `about`. A backend has loaded a part of them when the contract begins. */
export const HISTORY = { all: 120, loaded: 20 } as const;

/**
 * A backend in a world that a contract can move. Nothing here says how: a fake turns a variable, a real backend has a
 * second account, a proxy and a clock on the wall.
 */
export interface BackendWorld {
  readonly backend: ChatBackend;
  /** Joined and encrypted, about a patient, with {@link HISTORY}: messages of others, all of them read. */
  readonly about: { readonly roomId: RoomId; readonly patientKey: PatientKey };
  /** Joined and encrypted, about nobody, nothing unsent in it. */
  readonly plain: { readonly roomId: RoomId };
  /** A person whom the search finds by name. */
  readonly colleague: { readonly userId: UserId; readonly name: string };
  /** Milliseconds since the epoch on the clock by which tickets are judged. */
  now(): number;
  /** Lets time go by. */
  pass(ms: number): Promise<void>;
  /** Somebody else writes into a room. */
  hear(roomId: RoomId, text: string): Promise<void>;
  /** What the other side can read of a conversation, oldest first. It joins first, if it was invited. */
  heard(roomId: RoomId): Promise<readonly string[]>;
  /** Somebody else invites. @returns the room of the invitation */
  invite(): Promise<RoomId>;
  /** The next row that would be sent is refused for good, with this code, and can be tried again. */
  failNext(code: ErrorCode): Promise<void>;
  end(): Promise<void>;
}

/** A backend whose account nobody has signed in yet. */
export interface SessionWorld {
  readonly backend: ChatBackend;
  readonly user: string;
  readonly password: string;
  /** What opens the account's secret storage; null: the account has none yet. */
  readonly recoveryKey: string | null;
  pass(ms: number): Promise<void>;
  end(): Promise<void>;
}
