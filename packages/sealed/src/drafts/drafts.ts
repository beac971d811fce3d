import type { RoomId } from "@konsil/protocol";
import type { DBSchema, IDBPDatabase } from "idb";
import type { Bytes } from "../seal/bytes.ts";
import { createRecordNames, type RecordNames } from "../seal/record-names.ts";
import { createSealer, type Sealer } from "../seal/sealer.ts";
import { openDatabase, writeStrictly } from "../strict-database.ts";
import { DraftClaims, type ClaimOptions, type DraftClaim } from "./draft-claims.ts";
import { openDraftGate } from "./draft-gate.ts";
import { parseDraft, type Draft } from "./draft.ts";

/** Drafts of one account. The frame writes them itself: the engine may be dead at that moment. */
export interface Drafts {
  /** A revision above every one this view has seen of the draft, also above that of a removed one. */
  nextRevision(roomId: RoomId): number;
  /**
   * Resolves after the strict transaction. @returns false when a newer revision is already written.
   * @throws KonsilError disk-full, storage-blocked
   */
  put(draft: Draft): Promise<boolean>;
  get(roomId: RoomId): Promise<Draft | undefined>;
  /** Newest first. Unreadable records are left out. */
  list(): Promise<readonly Draft[]>;
  /** Removes the draft up to this revision (default: whatever is there); an older put that is still under way loses. */
  remove(roomId: RoomId, upToRevision?: number): Promise<boolean>;
  /** A draft was changed in another view. The listener gets the room's id if this view knows the room. */
  onChange(listener: (roomId: RoomId | null) => void, signal: AbortSignal): void;
  /** @returns null when it is open in another view: show it read-only (safety P4). */
  claim(roomId: RoomId, options: ClaimOptions): Promise<DraftClaim | null>;
  takeOver(roomId: RoomId, options: ClaimOptions): Promise<DraftClaim>;
}

interface StoredDraft {
  readonly name: string;
  readonly revision: number;
  readonly writtenAt: number;
  /** null: removed; the revision stays so that a late write cannot bring a sent text back. */
  readonly sealed: Bytes | null;
}

interface DraftSchema extends DBSchema {
  drafts: { key: string; value: StoredDraft };
}

const BUCKET_BYTES = 256;
const FORGET_REMOVED_AFTER_MS = 7 * 24 * 3600 * 1000;

/** @param signal closes database, channel and claims. */
export async function openDrafts(storePrefix: string, rootKey: CryptoKey, signal: AbortSignal): Promise<Drafts> {
  const upgrade = (opened: IDBPDatabase<DraftSchema>): void => {
    opened.createObjectStore("drafts", { keyPath: "name" });
  };
  const database = await openDatabase<DraftSchema>(`${storePrefix}:drafts`, 1, upgrade, signal);
  return new SealedDrafts(database, storePrefix, rootKey, signal);
}

class SealedDrafts implements Drafts {
  readonly #database: IDBPDatabase<DraftSchema>;
  readonly #sealer: Sealer;
  readonly #names: RecordNames;
  readonly #gate;
  readonly #claims: DraftClaims;
  readonly #listeners = new Set<(roomId: RoomId | null) => void>();
  readonly #roomsByName = new Map<string, RoomId>();
  readonly #seenRevisions = new Map<RoomId, number>();

  constructor(database: IDBPDatabase<DraftSchema>, storePrefix: string, rootKey: CryptoKey, signal: AbortSignal) {
    this.#database = database;
    this.#sealer = createSealer(rootKey, "drafts");
    this.#names = createRecordNames(rootKey, "drafts");
    this.#gate = openDraftGate(
      `${storePrefix}:drafts`,
      (notice) => {
        if (notice.about === "wanted") this.#claims.wanted(notice.name);
        else this.#tellListeners(this.#roomsByName.get(notice.name) ?? null);
      },
      signal,
    );
    this.#claims = new DraftClaims(storePrefix, this.#gate);
  }

  nextRevision(roomId: RoomId): number {
    const next = Math.max(Date.now(), (this.#seenRevisions.get(roomId) ?? 0) + 1);
    this.#saw(roomId, next);
    return next;
  }

  async put(draft: Draft): Promise<boolean> {
    const name = await this.#nameOf(draft.roomId);
    this.#saw(draft.roomId, draft.revision);
    const sealed = await this.#sealer.sealJson(draft, ["drafts", name], { bucketBytes: BUCKET_BYTES });
    return this.#write(draft.roomId, { name, revision: draft.revision, writtenAt: Date.now(), sealed });
  }

  async get(roomId: RoomId): Promise<Draft | undefined> {
    const stored = await this.#database.get("drafts", await this.#nameOf(roomId));
    if (stored === undefined) return undefined;
    this.#saw(roomId, stored.revision);
    return this.#open(stored);
  }

  async list(): Promise<readonly Draft[]> {
    const stored = await this.#database.getAll("drafts");
    void this.#forgetRemoved(stored);
    const drafts = (await Promise.all(stored.map((record) => this.#open(record)))).filter(
      (draft) => draft !== undefined,
    );
    for (const draft of drafts) {
      this.#saw(draft.roomId, draft.revision);
      await this.#nameOf(draft.roomId);
    }
    return drafts.sort((a, b) => b.begunAt - a.begunAt);
  }

  async remove(roomId: RoomId, upToRevision?: number): Promise<boolean> {
    const name = await this.#nameOf(roomId);
    const revision = upToRevision ?? this.nextRevision(roomId);
    return this.#write(roomId, { name, revision, writtenAt: Date.now(), sealed: null });
  }

  onChange(listener: (roomId: RoomId | null) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  async claim(roomId: RoomId, options: ClaimOptions): Promise<DraftClaim | null> {
    return this.#claims.claim(await this.#nameOf(roomId), options);
  }

  async takeOver(roomId: RoomId, options: ClaimOptions): Promise<DraftClaim> {
    return this.#claims.takeOver(await this.#nameOf(roomId), options);
  }

  /** A removal wins over a text of the same revision: it was sent. */
  async #write(roomId: RoomId, next: StoredDraft): Promise<boolean> {
    const newest = await writeStrictly(this.#database, ["drafts"], async (transaction) => {
      const store = transaction.objectStore("drafts");
      const existing = await store.get(next.name);
      const isNewer = existing === undefined || existing.revision < next.revision;
      const removesIt = existing?.revision === next.revision && next.sealed === null;
      if (!isNewer && !removesIt) return existing.revision;
      await store.put(next);
      return null;
    });
    if (newest !== null) this.#saw(roomId, newest);
    else this.#gate.tell({ about: "changed", name: next.name });
    return newest === null;
  }

  async #open(stored: StoredDraft): Promise<Draft | undefined> {
    if (stored.sealed === null) return undefined;
    try {
      return parseDraft(await this.#sealer.openJson(stored.sealed, ["drafts", stored.name]));
    } catch {
      return undefined;
    }
  }

  async #nameOf(roomId: RoomId): Promise<string> {
    const name = await this.#names(roomId);
    this.#roomsByName.set(name, roomId);
    return name;
  }

  #saw(roomId: RoomId, revision: number): void {
    this.#seenRevisions.set(roomId, Math.max(revision, this.#seenRevisions.get(roomId) ?? 0));
  }

  #tellListeners(roomId: RoomId | null): void {
    for (const listener of this.#listeners) listener(roomId);
  }

  async #forgetRemoved(stored: readonly StoredDraft[]): Promise<void> {
    const before = Date.now() - FORGET_REMOVED_AFTER_MS;
    const old = stored.filter((record) => record.sealed === null && record.writtenAt < before);
    for (const record of old) await this.#database.delete("drafts", record.name).catch(() => undefined);
  }
}
