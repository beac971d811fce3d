import type { CaseBinding, KonsilError, PatientKey, RoomId } from "@konsil/protocol";
import type { Clock } from "../outbox/clock.ts";
import type { CaseIndex } from "../seams.ts";
import { toKonsilError } from "../wire/errors.ts";
import type { CaseMirror } from "./case-mirror.ts";
import { parseCaseRecord, sealCase, type CaseRecord } from "./case-record.ts";
import { CaseSecrets } from "./case-secrets.ts";
import type { CaseServer } from "./case-server.ts";
import { CaseTable } from "./case-table.ts";
import { mergeBinding, withHeaderOf } from "./merge-binding.ts";

export interface CaseIndexDeps {
  readonly server: CaseServer;
  readonly mirror: CaseMirror;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface SettlingCaseIndex extends CaseIndex {
  /** Resolves when all that was received is read and all that can be written now is written. */
  settled(): Promise<void>;
}

export function createCaseIndex(deps: CaseIndexDeps): SettlingCaseIndex {
  return new SyncedCaseIndex(deps);
}

const SLICE = 100;
const WRITES_AT_ONCE = 4;
const MAX_PAUSE_MS = 60_000;

/**
 * One encrypted record per conversation in its room's account data, so that two devices never overwrite each other and a
 * new device gets all with its first sync. The mirror is written first; what is not on the server yet stays dirty.
 */
class SyncedCaseIndex implements SettlingCaseIndex {
  readonly #deps: CaseIndexDeps;
  readonly #table: CaseTable;
  readonly #secrets: CaseSecrets;
  readonly #listeners = new Set<(roomId: RoomId) => void>();
  /** Received and not yet opened, the latest of each room. */
  readonly #incoming = new Map<RoomId, unknown>();
  /** On the server and not readable: kept as it is, tried again with the next secret. */
  readonly #unreadable = new Map<RoomId, CaseRecord | null>();
  /** To be opened once more though nothing changed: the secret did. */
  readonly #doubtful = new Set<RoomId>();
  /** The server refused them in this run. */
  readonly #refused = new Set<RoomId>();
  readonly #writing = new Map<RoomId, Promise<void>>();
  #absorbing: Promise<void> | null = null;
  #flushing: Promise<void> | null = null;
  #fetching: Promise<void> = Promise.resolve();

  constructor(deps: CaseIndexDeps) {
    this.#deps = deps;
    this.#table = new CaseTable(deps.mirror);
    this.#secrets = new CaseSecrets(deps.server, deps.mirror);
  }

  async load(): Promise<void> {
    const { server, mirror } = this.#deps;
    const { cases, secrets } = await mirror.load();
    this.#table.fill(cases);
    await this.#secrets.fill(secrets.known, secrets.tag);
    for (const roomId of cases.keys()) this.#tell(roomId);
    server.onRecord((roomId, content) => this.#receive(roomId, content));
    server.onSecretChanged((tag) => {
      if (this.#secrets.changed(tag)) void this.secretReady().catch(() => undefined);
    });
    for (const [roomId, content] of server.records()) this.#receive(roomId, content);
    this.#flush();
  }

  binding(roomId: RoomId): CaseBinding | null {
    return this.#table.get(roomId)?.binding ?? null;
  }

  conversationsOf(key: PatientKey): readonly RoomId[] {
    return this.#table.roomsOf(key);
  }

  /** Resolves when the mirror has it and one attempt to tell the server was made; the rest happens by itself. */
  async put(roomId: RoomId, binding: CaseBinding): Promise<void> {
    const own = this.#table.get(roomId);
    const merged = withHeaderOf(binding, own?.binding);
    this.#refused.delete(roomId);
    await this.#table.set(roomId, { binding: merged, serverIv: own?.serverIv ?? null, isDirty: true });
    this.#tell(roomId);
    await this.#write(roomId).catch(() => undefined);
    this.#flush();
  }

  onChange(listener: (roomId: RoomId) => void): void {
    this.#listeners.add(listener);
  }

  secretReady(): Promise<void> {
    const fetched = this.#fetching.catch(() => undefined).then(() => this.#fetchSecret());
    this.#fetching = fetched;
    // Whoever asked hears of it; the next one in line must not.
    fetched.catch(() => undefined);
    return fetched;
  }

  async settled(): Promise<void> {
    await this.#fetching.catch(() => undefined);
    while (this.#absorbing !== null || this.#flushing !== null || this.#writing.size > 0) {
      await this.#absorbing;
      await this.#flushing;
      await Promise.allSettled(this.#writing.values());
    }
  }

  async #fetchSecret(): Promise<void> {
    const before = this.#secrets.newest;
    if (!(await this.#secrets.fetch())) return;
    const isNew = before !== this.#secrets.newest;
    for (const [roomId, content] of this.#deps.server.records()) {
      if (isNew) this.#doubtful.add(roomId);
      this.#receive(roomId, content);
    }
    this.#flush();
  }

  #receive(roomId: RoomId, content: unknown): void {
    this.#incoming.set(roomId, content);
    this.#absorbing ??= this.#absorbAll();
  }

  async #absorbAll(): Promise<void> {
    // A sync hands over its records one by one: take them together.
    await Promise.resolve();
    while (this.#incoming.size > 0 && !this.#deps.signal.aborted) {
      const slice = [...this.#incoming].slice(0, SLICE);
      for (const [roomId] of slice) this.#incoming.delete(roomId);
      await Promise.all(slice.map(([roomId, content]) => this.#absorb(roomId, content)));
    }
    this.#absorbing = null;
    this.#flush();
  }

  async #absorb(roomId: RoomId, content: unknown): Promise<void> {
    const record = parseCaseRecord(content);
    if (record === undefined) {
      // A later version or nonsense: whatever it is, it is not ours to overwrite.
      if (!isEmpty(content)) this.#unreadable.set(roomId, null);
      return;
    }
    // Every start brings all records again: what is known is not opened anew.
    const isDoubtful = this.#doubtful.delete(roomId);
    if (!isDoubtful && this.#table.get(roomId)?.serverIv === record.iv) return;
    const opened = await this.#secrets.open(roomId, record);
    if (opened === undefined) {
      this.#unreadable.set(roomId, record);
      return;
    }
    this.#unreadable.delete(roomId);
    const own = this.#table.get(roomId);
    const isKnown = own?.serverIv === record.iv;
    if (isKnown && !opened.isOutdated) return;
    const { binding, isDirty } = isKnown ? own : mergeBinding(own, opened.binding);
    const next = { binding, serverIv: record.iv, isDirty: isDirty || opened.isOutdated };
    void this.#table.set(roomId, next).catch(() => undefined);
    if (binding !== own?.binding) this.#tell(roomId);
  }

  #flush(): void {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = null;
    });
  }

  async #flushAll(): Promise<void> {
    for (let failures = 0; !this.#deps.signal.aborted;) {
      const rooms = this.#table.dirtyRooms().filter((roomId) => this.#mayWrite(roomId));
      if (rooms.length === 0) return;
      try {
        const now = rooms.slice(0, WRITES_AT_ONCE);
        await Promise.all(now.map((roomId) => this.#write(roomId)));
        failures = 0;
      } catch (error) {
        failures += 1;
        await this.#deps.clock.wait(pauseAfter(toKonsilError(error), failures), this.#deps.signal);
      }
    }
  }

  /** A record that we cannot read is only overwritten by an act of a person, under a secret that is surely the server's. */
  #mayWrite(roomId: RoomId): boolean {
    if (this.#secrets.current === undefined || this.#refused.has(roomId)) return false;
    const unreadable = this.#unreadable.get(roomId);
    return unreadable === undefined || (unreadable !== null && this.#secrets.isConfirmed);
  }

  /** @throws KonsilError when it is worth trying again */
  #write(roomId: RoomId): Promise<void> {
    const before = this.#writing.get(roomId) ?? Promise.resolve();
    const writing = before
      .catch(() => undefined)
      .then(() => this.#writeNow(roomId))
      .finally(() => {
        if (this.#writing.get(roomId) === writing) this.#writing.delete(roomId);
      });
    this.#writing.set(roomId, writing);
    return writing;
  }

  async #writeNow(roomId: RoomId): Promise<void> {
    const own = this.#table.get(roomId);
    const secret = this.#secrets.current;
    if (own?.isDirty !== true || secret === undefined || !this.#mayWrite(roomId)) return;
    const record = await sealCase(secret, roomId, own.binding);
    try {
      await this.#deps.server.writeRecord(roomId, { ...record });
    } catch (error) {
      const known = toKonsilError(error);
      if (!isRefusal(known)) throw known;
      this.#refused.add(roomId);
      return;
    }
    this.#unreadable.delete(roomId);
    const now = this.#table.get(roomId);
    if (now === undefined) return;
    const isDirty = now.binding !== own.binding || secret !== this.#secrets.current;
    void this.#table.set(roomId, { binding: now.binding, serverIv: record.iv, isDirty }).catch(() => undefined);
  }

  #tell(roomId: RoomId): void {
    for (const listener of this.#listeners) listener(roomId);
  }
}

function isEmpty(content: unknown): boolean {
  return typeof content !== "object" || content === null || Object.keys(content).length === 0;
}

function isRefusal(error: KonsilError): boolean {
  return ["forbidden", "not-a-member", "not-found", "bad-request"].includes(error.code);
}

function pauseAfter(error: KonsilError, failures: number): number {
  return error.detail.retryAfterMs ?? Math.min(1000 * 2 ** (failures - 1), MAX_PAUSE_MS);
}
