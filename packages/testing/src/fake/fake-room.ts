import type {
  CaseBinding,
  Conversation,
  MessageBody,
  MessageRow,
  Person,
  RoomId,
  RowKey,
  TimelineRow,
} from "@konsil/protocol";

export interface FakeRoomSeed {
  readonly roomId: RoomId;
  readonly people: readonly Person[];
  readonly binding?: CaseBinding | null;
  /** Everything that was written in it, oldest first. */
  readonly rows?: readonly TimelineRow[];
  /** How many of the newest rows are loaded at first; all by default. */
  readonly loaded?: number;
  readonly encryption?: Conversation["encryption"];
}

/** What a server and this device know of a room, without what waits to be sent. */
export class FakeRoom {
  readonly roomId: RoomId;
  readonly people: readonly Person[];
  #binding: CaseBinding | null;
  readonly encryption: Conversation["encryption"];
  #older: readonly TimelineRow[];
  #rows: readonly TimelineRow[];
  #readUpTo: RowKey | null;

  constructor(seed: FakeRoomSeed) {
    const rows = seed.rows ?? [];
    const loaded = Math.max(0, rows.length - (seed.loaded ?? rows.length));
    this.roomId = seed.roomId;
    this.people = seed.people;
    this.#binding = seed.binding ?? null;
    this.encryption = seed.encryption ?? "yes";
    this.#older = rows.slice(0, loaded);
    this.#rows = rows.slice(loaded);
    this.#readUpTo = rows.at(-1)?.key ?? null;
  }

  get rows(): readonly TimelineRow[] {
    return this.#rows;
  }

  get binding(): CaseBinding | null {
    return this.#binding;
  }

  bind(binding: CaseBinding): void {
    this.#binding = binding;
  }

  /** At the end, as sync brings it. */
  append(row: TimelineRow): void {
    this.#rows = [...this.#rows, row];
    // What was sent by oneself was written after reading.
    if (row.kind === "message" && row.own) this.#readUpTo = row.key;
  }

  replace(row: TimelineRow): void {
    this.#rows = this.#rows.map((other) => (other.key === row.key ? row : other));
  }

  /** @returns whether there are more above */
  loadOlder(count: number): boolean {
    const from = Math.max(0, this.#older.length - count);
    this.#rows = [...this.#older.slice(from), ...this.#rows];
    this.#older = this.#older.slice(0, from);
    return this.#older.length > 0;
  }

  /** A receipt never goes back. */
  markRead(upTo: RowKey): void {
    const indexOf = (key: RowKey | null): number => this.#rows.findIndex((row) => row.key === key);
    if (indexOf(upTo) > indexOf(this.#readUpTo)) this.#readUpTo = upTo;
  }

  conversation(notSent: Conversation["notSent"]): Conversation {
    const last = this.#rows.findLast((row) => row.kind === "message" && row.body.kind !== "caseHeader");
    const unread = this.#unread();
    return {
      kind: "conversation",
      roomId: this.roomId,
      title: this.people.map((person) => person.name).join(" · "),
      shape: this.people.length === 1 ? (this.people[0]?.shape ?? "person") : "function",
      organisation: [...new Set(this.people.map((person) => person.organisation))].join(", "),
      people: this.people,
      memberCount: this.people.length + 1,
      invitedCount: 0,
      ...previewOf(last?.kind === "message" ? last : null, this.#rows.at(-1)?.at ?? 0),
      unread: { count: unread, atLeast: false },
      unreadAfter: unread > 0 ? this.#readUpTo : null,
      binding: this.binding,
      encryption: this.encryption,
      notSent,
      membership: "join",
    };
  }

  #unread(): number {
    const read = this.#rows.findIndex((row) => row.key === this.#readUpTo);
    return this.#rows.slice(read + 1).filter((row) => row.kind === "message" && !row.own).length;
  }
}

function previewOf(
  row: MessageRow | null,
  otherwiseAt: number,
): Pick<Conversation, "preview" | "previewSender" | "previewOwn" | "lastAt"> {
  if (row === null) return { preview: "", previewSender: "", previewOwn: false, lastAt: otherwiseAt };
  return { preview: wordsOf(row.body), previewSender: row.sender.name, previewOwn: row.own, lastAt: row.at };
}

const wordsOf = (body: MessageBody): string => ("text" in body ? body.text : "name" in body ? body.name : "");
