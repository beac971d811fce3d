import {
  asEventId,
  asPatientKey,
  asRoomId,
  KonsilError,
  LOCAL_SYSTEM,
  type CaseBinding,
  type RoomId,
} from "@konsil/protocol";
import { createRootKey } from "@konsil/sealed";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import type { Clock } from "../outbox/clock.ts";
import { nextTurn } from "../outbox/turn-world.ts";
import { createCaseIndex, type SettlingCaseIndex } from "./case-index.ts";
import { openCaseMirror } from "./case-mirror.ts";
import type { CaseServer, ServerSecret } from "./case-server.ts";

// An account on a server and devices of it, for the tests of the patient index; no bundle imports this.

/** Time passes only in that whoever waits goes on a little later. */
const hurriedClock: Clock = { now: () => 0, wait: nextTurn };

export class FakeAccount {
  readonly records = new Map<RoomId, unknown>();
  secret: ServerSecret | undefined;
  writes = 0;
  /** Asked before each write of a record. */
  trouble: () => KonsilError | undefined = () => undefined;
  readonly #devices = new Set<FakeDevice>();
  #secretWrites = 0;

  addDevice(): FakeDevice {
    const device = new FakeDevice(this);
    this.#devices.add(device);
    return device;
  }

  writeRecord(roomId: RoomId, content: unknown): void {
    const trouble = this.trouble();
    if (trouble !== undefined) throw trouble;
    this.writes += 1;
    // What the server keeps is what travelled as JSON.
    this.records.set(roomId, JSON.parse(JSON.stringify(content)));
    for (const device of this.#devices) device.unsynced.add(roomId);
  }

  writeSecret(secret: string): void {
    this.#secretWrites += 1;
    this.secret = { secret, tag: `tag-${String(this.#secretWrites)}` };
  }

  /** Until no device has anything left to read or write. */
  async settle(): Promise<void> {
    for (let before = -1; before !== this.writes;) {
      before = this.writes;
      for (const device of this.#devices) device.sync();
      for (const device of this.#devices) await device.index?.settled();
    }
  }
}

/** One device: its own disk, its own sync position, and secret storage that may be locked. */
export class FakeDevice implements CaseServer {
  readonly unsynced = new Set<RoomId>();
  isLocked = false;
  index: SettlingCaseIndex | undefined;
  /** Called between reading that there is no secret and writing one. */
  onMakingSecret: () => Promise<void> | void = () => undefined;
  readonly #account: FakeAccount;
  readonly #disk = new IDBFactory();
  readonly #rootKey = createRootKey();
  readonly #synced = new Map<RoomId, unknown>();
  #syncedTag: string | undefined;
  #onRecord: (roomId: RoomId, content: unknown) => void = () => undefined;
  #onSecret: (tag: string | undefined) => void = () => undefined;

  constructor(account: FakeAccount) {
    this.#account = account;
    for (const roomId of account.records.keys()) this.unsynced.add(roomId);
  }

  /** Starts the engine on this device, as after a restart. */
  async start(): Promise<SettlingCaseIndex> {
    globalThis.indexedDB = this.#disk;
    const { signal } = new AbortController();
    const mirror = await openCaseMirror("konsil:t:s", await this.#rootKey, signal);
    this.index = createCaseIndex({ server: this, mirror, clock: hurriedClock, signal });
    await this.index.load();
    return this.index;
  }

  sync(): void {
    const rooms = [...this.unsynced];
    this.unsynced.clear();
    for (const roomId of rooms) {
      const content = this.#account.records.get(roomId);
      this.#synced.set(roomId, content);
      this.#onRecord(roomId, content);
    }
    const { secret } = this.#account;
    if (secret?.tag === this.#syncedTag) return;
    this.#syncedTag = secret?.tag;
    this.#onSecret(secret?.tag);
  }

  records(): Iterable<readonly [RoomId, unknown]> {
    return [...this.#synced];
  }

  async writeRecord(roomId: RoomId, content: Readonly<Record<string, unknown>>): Promise<void> {
    await nextTurn();
    this.#account.writeRecord(roomId, content);
  }

  onRecord(listener: (roomId: RoomId, content: unknown) => void): void {
    this.#onRecord = listener;
  }

  async readSecret(): Promise<ServerSecret | undefined> {
    await nextTurn();
    if (this.isLocked) throw new KonsilError("unknown");
    return this.#account.secret;
  }

  async writeSecret(secret: string): Promise<void> {
    await this.onMakingSecret();
    if (this.isLocked) throw new KonsilError("unknown");
    this.#account.writeSecret(secret);
  }

  secretTag(): string | undefined {
    return this.#syncedTag;
  }

  onSecretChanged(listener: (tag: string | undefined) => void): void {
    this.#onSecret = listener;
  }
}

export const roomOf = (number: number): RoomId => asRoomId(`!room${String(number)}:example.org`);

export function bindingOf(number: number, header = false): CaseBinding {
  return {
    key: asPatientKey(`key-${String(number)}`),
    patient: {
      identifiers: [
        { system: LOCAL_SYSTEM, tenant: "sonnenallee", value: String(number), issuer: "Praxis Sonnenallee" },
      ],
      family: `Kanarienvogel-${"x".repeat(number % 40)}`,
      given: "Erika",
      birthDate: "1964-08-12",
      sex: "female",
    },
    origin: "own",
    ...(header ? { headerEventId: asEventId(`$header-${String(number)}`) } : {}),
  };
}
