import {
  KonsilError,
  type CallName,
  type ChatCalls,
  type RoomId,
  type SendFileRequest,
  type SendRequest,
  type TenantConfig,
} from "@konsil/protocol";
import type { Account } from "./account.ts";
import { pictureSize } from "./transfers/picture-size.ts";
import { createRoom } from "./rooms/create-room.ts";
import { answerInvitations } from "./rooms/invitations.ts";
import { searchPeople } from "./rooms/search-people.ts";
import type { OutboxEntry } from "./seams.ts";
import { contentOf, rowKeyOf } from "./timeline/event-facts.ts";
import { encryptedFile } from "./timeline/message-body.ts";
import { loadedEvents, loadOlder, markRead } from "./timeline/room-timeline.ts";

type SessionCall = "signIn" | "signOut" | "setUpRecovery" | "finishRecoverySetup" | "unlockRecovery";
type AccountCalls = {
  readonly [Name in Exclude<CallName, SessionCall>]: (
    input: ChatCalls[Name]["in"],
    signal: AbortSignal,
  ) => Promise<ChatCalls[Name]["out"]>;
};

/** The calls that need an account that is ready. `ready` throws while it is not. */
export function accountCalls(ready: () => Account, config: () => TenantConfig): AccountCalls {
  return {
    searchPeople: async ({ term }) => searchPeople(ready().client, config(), term),
    startConversation: async (input) => startConversation(ready(), config(), input),
    acceptInvitations: async ({ roomIds }, signal) => ({
      failed: await answerInvitations(ready().client, roomIds, "accept", signal),
    }),
    declineInvitations: async ({ roomIds }, signal) => ({
      failed: await answerInvitations(ready().client, roomIds, "decline", signal),
    }),
    send: async (input) => {
      const account = ready();
      const entry = entryOf(account, config(), input, { kind: "text", text: input.text, replyTo: input.replyTo });
      await account.outbox.add(entry);
      return null;
    },
    sendFile: async (input) => sendFile(ready(), config(), input),
    takeBack: async ({ key }) => ready().outbox.takeBack(key),
    sendNow: async ({ key }) => done(ready().outbox.sendNow(key)),
    retry: async ({ key, ticket }) => retry(ready(), key, ticket),
    discard: async ({ key }) => done(ready().outbox.discard(key)),
    cancelTransfer: ({ key }) => atOnce(() => ready().transfers.cancel(key)),
    loadOlder: async ({ roomId, count }) => {
      const account = ready();
      const more = await loadOlder(roomId, count, account);
      account.changed(roomId);
      return { more };
    },
    markRead: async ({ roomId, upTo }) => done(markRead(roomId, upTo, ready().client)),
    download: async (input, signal) => download(ready(), input, signal),
    prepareToSend: ({ roomId }) =>
      atOnce(() => {
        const { client } = ready();
        const room = client.getRoom(roomId);
        if (room) client.getCrypto()?.prepareToEncrypt(room);
      }),
    retryConnection: () => atOnce(() => ready().client.retryImmediately()),
  };
}

/** What is thrown rejects, as with every call. */
const atOnce = (act: () => unknown): Promise<null> =>
  new Promise((resolve) => {
    act();
    resolve(null);
  });

const done = async (work: Promise<void>): Promise<null> => {
  await work;
  return null;
};

/** The ticket is used up here, before anything is written (safety P4). */
function entryOf(
  account: Account,
  config: TenantConfig,
  request: SendRequest,
  content: OutboxEntry["content"],
): OutboxEntry {
  const now = Date.now();
  const patientKey = account.bindingKeyOf(request.roomId);
  account.tickets.use(request.ticket, patientKey, now);
  const room = account.client.getRoom(request.roomId);
  if (room?.getMyMembership() !== "join") throw new KonsilError("not-a-member");
  return {
    key: request.key,
    roomId: request.roomId,
    content,
    patientKey,
    createdAt: now,
    notBefore: now + request.holdMs,
    askAfter: now + config.askAfterMs,
    hostSession: account.hostSession,
  };
}

async function sendFile(account: Account, config: TenantConfig, input: SendFileRequest): Promise<null> {
  const size = await pictureSize(input.file);
  const entry = entryOf(account, config, input, {
    kind: "file",
    text: input.text,
    replyTo: input.replyTo,
    name: input.file.name,
    mimeType: input.file.type === "" ? "application/octet-stream" : input.file.type,
    sizeBytes: input.file.size,
    ...(size ?? {}),
  });
  await account.outbox.add(entry, input.file);
  return null;
}

async function startConversation(
  account: Account,
  config: TenantConfig,
  input: ChatCalls["startConversation"]["in"],
): Promise<{ roomId: RoomId }> {
  const now = Date.now();
  account.tickets.use(input.ticket, input.patientKey, now);
  const roomId = await createRoom(account.client, input.people);
  if (input.patient && input.patientKey) {
    const { patient, patientKey } = input;
    // Bound before anything can be written in it; the header is the first thing that leaves (safety C1).
    await account.cases.put(roomId, { key: patientKey, patient, origin: "own" });
    await account.outbox.add({
      key: `k${crypto.randomUUID()}` as OutboxEntry["key"],
      roomId,
      content: { kind: "caseHeader", patient, patientKey },
      patientKey,
      createdAt: now,
      notBefore: now,
      askAfter: now + config.askAfterMs,
      hostSession: account.hostSession,
    });
  }
  account.changed(roomId);
  return { roomId };
}

async function retry(
  account: Account,
  key: ChatCalls["retry"]["in"]["key"],
  ticket: ChatCalls["retry"]["in"]["ticket"],
): Promise<null> {
  const roomId = account.roomOfWaiting(key);
  if (roomId === undefined) throw new KonsilError("not-found");
  account.tickets.use(ticket, account.bindingKeyOf(roomId), Date.now());
  return done(account.outbox.retry(key));
}

async function download(
  account: Account,
  { roomId, key }: ChatCalls["download"]["in"],
  signal: AbortSignal,
): Promise<Blob> {
  const room = account.client.getRoom(roomId);
  const event = room ? loadedEvents(room).find((candidate) => rowKeyOf(candidate) === key) : undefined;
  const file = event && !event.isRedacted() ? encryptedFile(contentOf(event)) : undefined;
  if (!event || !file) throw new KonsilError("not-found");
  const info: unknown = contentOf(event)["info"];
  const size: unknown = typeof info === "object" && info !== null && "size" in info ? info.size : 0;
  return account.transfers.download(roomId, key, file, typeof size === "number" ? size : 0, "", signal);
}
