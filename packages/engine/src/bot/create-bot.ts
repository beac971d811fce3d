// First: see there.
import "../matrix/silent-logger.ts";
import { asRoomId, type Patient, type RoomId, type UserId } from "@konsil/protocol";
import { createMemorySpool, decryptAttachment, encryptAttachment } from "@konsil/sealed";
import { patientKeyOf } from "@konsil/patient/keys";
import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixEventEvent, type MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomEvent } from "matrix-js-sdk/lib/models/room.js";
import { SyncState } from "matrix-js-sdk/lib/sync.js";
import { createMatrixCaseIndex } from "../cases/matrix-case-index.ts";
import { createMemoryCaseMirror } from "../cases/case-mirror.ts";
import { createMatrixClient } from "../matrix/create-client.ts";
import { caseHeaderContent } from "../outbox/case-header-content.ts";
import { createRoom, inviteAll } from "../rooms/create-room.ts";
import type { ActiveAccount } from "../seams.ts";
import { RecoveryKeyHolder, setUpRecovery, unlockRecovery } from "../session/recovery.ts";
import { signIn } from "../session/sign-in.ts";
import { untilInvited } from "../rooms/until-invited.ts";
import { startSync } from "../session/start-client.ts";
import { encryptedFile } from "../timeline/message-body.ts";
import { encryptAndPut } from "../wire/encrypt-and-put.ts";
import { fetchMedia } from "../wire/fetch-media.ts";
import { putCasePointer } from "../wire/put-case-pointer.ts";
import { uploadMedia } from "../wire/upload-media.ts";

const INVITED_WITHIN_MS = 10_000;

export interface BotOptions {
  /** Client API, e.g. `http://127.0.0.1:8481`. */
  readonly baseUrl: string;
  readonly serverName: string;
  readonly user: string;
  readonly password: string;
  /** Creates cross-signing, secret storage and backup: needed once per account. */
  readonly setUpRecovery: boolean;
  /** Of an account that has them: this device is signed with it. */
  readonly recoveryKey?: string;
}

export interface BotCase {
  readonly roomId: RoomId;
  readonly patient: Patient;
}

export interface BotFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width?: number;
  readonly height?: number;
}

/** The engine's core with memory stores, for the demo's history and for the other side in tests. */
export class Bot {
  readonly client: MatrixClient;
  readonly userId: UserId;
  readonly recoveryKey: string | null;
  readonly #stop: AbortController;
  readonly #account: ActiveAccount;

  constructor(account: ActiveAccount, recoveryKey: string | null, stop: AbortController) {
    this.client = account.client;
    this.userId = account.userId;
    this.recoveryKey = recoveryKey;
    this.#stop = stop;
    this.#account = account;
  }

  async createRoom(people: readonly UserId[]): Promise<RoomId> {
    const { roomId, furtherInvites } = await createRoom(this.client, people);
    const failed = await inviteAll(this.client, roomId, furtherInvites, this.#stop.signal);
    if (failed.length > 0) throw new Error("invite");
    await this.#until(
      async () =>
        (await this.client.getCrypto()?.isEncryptionEnabledInRoom(roomId)) === true &&
        this.client.getRoom(roomId)?.hasEncryptionStateEvent() === true,
    );
    const until = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(INVITED_WITHIN_MS)]);
    if (!(await untilInvited(this.client, roomId, people, until))) throw new Error("invite");
    return roomId;
  }

  /** The case header before anything else, its pointer and this account's own index record. */
  async bindCase(roomId: RoomId, patient: Patient): Promise<void> {
    const eventId = await this.#put(roomId, caseHeaderContent(patient));
    await putCasePointer(this.client, roomId, eventId, this.#stop.signal);
    const index = await createMatrixCaseIndex(this.#account, createMemoryCaseMirror());
    await index.load();
    await index.secretReady();
    await index.put(roomId, { key: patientKeyOf(patient), patient, headerEventId: eventId, origin: "own" });
    await index.settled();
  }

  /** Records of this account's own index alone. Resolves when the server has them all. */
  async indexCases(cases: readonly BotCase[]): Promise<void> {
    const index = await createMatrixCaseIndex(this.#account, createMemoryCaseMirror());
    await index.load();
    await index.secretReady();
    for (const { roomId, patient } of cases) {
      await index.put(roomId, { key: patientKeyOf(patient), patient, origin: "own" });
    }
    await index.settled();
  }

  sendText(roomId: RoomId, body: string): Promise<string> {
    return this.#put(roomId, { msgtype: "m.text", body, "m.mentions": {} });
  }

  async sendFile(roomId: RoomId, file: BotFile): Promise<string> {
    const spool = createMemorySpool();
    const { secret, ciphertext } = await sealFile(spool, file, this.#stop.signal);
    const url = await uploadMedia(this.client, ciphertext, { signal: this.#stop.signal, onProgress: () => undefined });
    return this.#put(roomId, {
      msgtype: file.mimeType.startsWith("image/") ? "m.image" : "m.file",
      body: file.name,
      filename: file.name,
      info: {
        mimetype: file.mimeType,
        size: file.bytes.length,
        ...(file.width !== undefined && file.height !== undefined ? { w: file.width, h: file.height } : {}),
      },
      file: { ...secret, url },
      "m.mentions": {},
    });
  }

  async join(roomId: RoomId): Promise<void> {
    await this.client.joinRoom(roomId);
    await this.#until(() => Promise.resolve(this.client.getRoom(roomId)?.getMyMembership() === "join"));
  }

  /** The first room this bot is invited to. */
  async nextInvitation(): Promise<RoomId> {
    const invited = () => this.client.getRooms().find((room) => room.getMyMembership() === "invite");
    await this.#until(() => Promise.resolve(invited() !== undefined));
    return asRoomId(invited()?.roomId ?? "");
  }

  /** Resolves with the first decrypted message that fits. */
  async waitFor(
    roomId: RoomId,
    fits: (content: Record<string, unknown>, event: MatrixEvent) => boolean,
  ): Promise<MatrixEvent> {
    let found: MatrixEvent | undefined;
    await this.#until(() => {
      found = this.messages(roomId).find((event) => fits(event.getContent(), event));
      return Promise.resolve(found !== undefined);
    });
    if (!found) throw new Error("no message");
    return found;
  }

  /** Decrypted messages of a room, oldest first. */
  messages(roomId: RoomId): MatrixEvent[] {
    const events = this.client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? [];
    return events.filter((event) => event.getType() === "m.room.message" && !event.isDecryptionFailure());
  }

  async readFile(event: MatrixEvent): Promise<Uint8Array> {
    const file = encryptedFile(event.getContent());
    if (!file) throw new Error("no file");
    const stream = await fetchMedia(this.client, file.url, this.#stop.signal);
    const ciphertext = await new Response(stream).blob();
    return new Uint8Array(
      await (await decryptAttachment(ciphertext, file, { signal: this.#stop.signal })).arrayBuffer(),
    );
  }

  stop(): void {
    this.#stop.abort();
    this.client.stopClient();
  }

  #put(
    roomId: RoomId,
    content: Record<string, unknown>,
  ): Promise<ReturnType<typeof encryptAndPut> extends Promise<infer Id> ? Id : never> {
    const send = { roomId, type: "m.room.message", content, transactionId: `b${crypto.randomUUID()}` } as const;
    return encryptAndPut(this.client, send, { signal: this.#stop.signal });
  }

  /** Asks again with everything the client hears, no clock involved but a limit. */
  #until(isTrue: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(limit);
        for (const name of heard) this.client.off(name as never, check as never);
      };
      const check = (): void => {
        void isTrue().then((now) => {
          if (!now) return;
          stop();
          resolve();
        });
      };
      const heard = [ClientEvent.Sync, RoomEvent.Timeline, MatrixEventEvent.Decrypted, ClientEvent.Room];
      const limit = setTimeout(() => (stop(), reject(new Error("nothing came"))), withinMs);
      for (const name of heard) this.client.on(name as never, check as never);
      check();
    });
  }
}

async function sealFile(spool: ReturnType<typeof createMemorySpool>, file: BotFile, signal: AbortSignal) {
  const secret = await encryptAttachment(new Blob([file.bytes]), await spool.create("file"), { signal });
  const ciphertext = await spool.read("file");
  if (!ciphertext) throw new Error("spool");
  return { secret, ciphertext };
}

export async function createBot(options: BotOptions): Promise<Bot> {
  const stop = new AbortController();
  const { baseUrl, serverName } = options;
  const config = { homeserver: { baseUrl, serverName } } as Parameters<typeof signIn>[0];
  const stored = await signIn(config, options, stop.signal);
  const holder = new RecoveryKeyHolder();
  const client = createMatrixClient({ baseUrl, ...stored }, { cryptoCallbacks: holder.callbacks });
  await client.initRustCrypto({ useIndexedDB: false });
  await startSync(client);
  await new Promise<void>((resolve) => {
    client.on(ClientEvent.Sync, (state) => {
      if (state === SyncState.Prepared || state === SyncState.Syncing) resolve();
    });
  });
  const recoveryKey = options.setUpRecovery ? await setUpRecovery(client, options.password) : null;
  if (options.recoveryKey !== undefined) await unlockRecovery(client, holder, options.recoveryKey);
  const account: ActiveAccount = {
    client,
    userId: stored.userId as UserId,
    deviceId: stored.deviceId,
    storePrefix: "bot",
    rootKey: {} as CryptoKey,
    hostSession: "bot",
    signal: stop.signal,
  };
  return new Bot(account, recoveryKey, stop);
}
