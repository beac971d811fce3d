import { patientKeyOf } from "@konsil/patient/keys";
import {
  asEventId,
  asRowKey,
  KonsilError,
  type CallName,
  type ChatCalls,
  type PatientKey,
  type RoomId,
  type RowKey,
  type SendFileRequest,
  type SendRequest,
  type TenantConfig,
  type UserId,
} from "@konsil/protocol";
import type { Account } from "./account.ts";
import { entryOf } from "./outbox/entry-of.ts";
import { pictureSize } from "./transfers/picture-size.ts";
import { createRoom, inviteAll } from "./rooms/create-room.ts";
import { untilInvited } from "./rooms/until-invited.ts";
import { answerInvitations } from "./rooms/invitations.ts";
import { searchPeople } from "./rooms/search-people.ts";
import type { OutboxEntry } from "./seams.ts";
import { decryptEvents } from "./timeline/decrypt-events.ts";
import { fetchEvent } from "./timeline/fetch-event.ts";
import { contentOf, rowKeyOf } from "./timeline/event-facts.ts";
import { encryptedFile } from "./timeline/message-body.ts";
import { loadOlder, markRead } from "./timeline/room-timeline.ts";
import { loadedEvents } from "./timeline/stretches.ts";

/** The next answer of /sync has the invitations; a server that is slower than this has other troubles. */
const HEADER_WITHIN_MS = 10_000;

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
    startConversation: async (input, signal) => startConversation(ready(), config(), input, signal),
    linkConversation: async (input) => linkConversation(ready(), input),
    acceptInvitations: async ({ roomIds }, signal) => ({
      failed: await answerInvitations(ready().client, roomIds, "accept", signal),
    }),
    declineInvitations: async ({ roomIds }, signal) => ({
      failed: await answerInvitations(ready().client, roomIds, "decline", signal),
    }),
    send: async (input) => {
      const account = ready();
      const patientKey = admit(account, input);
      const content = { kind: "text", text: input.text, replyTo: input.replyTo } as const;
      return queue(account, config(), input.roomId, () =>
        Promise.resolve({ entry: entryOf(account, config(), { ...input, patientKey, content }) }),
      );
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

/** The ticket is used up here, before anything else happens (safety P4). @returns whom the room is about */
function admit(account: Account, { roomId, ticket }: SendRequest): PatientKey | null {
  const patientKey = account.bindingOf(roomId)?.key ?? null;
  account.tickets.use(ticket, patientKey, Date.now());
  if (account.client.getRoom(roomId)?.getMyMembership() !== "join") throw new KonsilError("not-a-member");
  return patientKey;
}

async function sendFile(account: Account, config: TenantConfig, input: SendFileRequest): Promise<null> {
  const { roomId, key, holdMs, file } = input;
  const patientKey = admit(account, input);
  return queue(account, config, roomId, async () => {
    const size = await pictureSize(file);
    const content = {
      kind: "file",
      text: input.text,
      replyTo: input.replyTo,
      name: file.name,
      mimeType: file.type === "" ? "application/octet-stream" : file.type,
      sizeBytes: file.size,
      ...(size ?? {}),
    } as const;
    return { entry: entryOf(account, config, { key, roomId, content, patientKey, holdMs }), file };
  });
}

/** In the order of the calls, whatever has to be looked up before; several files are then encrypted side by side. */
async function queue(
  account: Account,
  config: TenantConfig,
  roomId: RoomId,
  make: () => Promise<{ readonly entry: OutboxEntry; readonly file?: Blob }>,
): Promise<null> {
  const { added } = await account.sends.run(async () => {
    await ensureHeader(account, config, roomId);
    const { entry, file } = await make();
    const adding = account.outbox.add(entry, file);
    adding.catch(() => undefined);
    return { added: adding };
  });
  await added;
  return null;
}

async function startConversation(
  account: Account,
  config: TenantConfig,
  input: ChatCalls["startConversation"]["in"],
  signal: AbortSignal,
): Promise<ChatCalls["startConversation"]["out"]> {
  const { patient, patientKey } = input;
  // A plate that says one person and a key that says another: nothing is made.
  if ((patient && patientKeyOf(patient)) !== patientKey) throw new KonsilError("wrong-patient");
  account.tickets.use(input.ticket, patientKey, Date.now());
  const { roomId, furtherInvites } = await createRoom(account.client, input.people);
  // Bound before anything can be written in it, whatever becomes of the rest.
  if (patient && patientKey) await account.cases.put(roomId, { key: patientKey, patient, origin: "own" });
  const notInvited = await inviteAll(account.client, roomId, furtherInvites, signal);
  // After the invitations: only who is invited by then can read it. It is the first thing that leaves (safety C1).
  const invited = input.people.filter((userId) => userId !== account.userId && !notInvited.includes(userId));
  const headed = writeHeader(account, config, roomId, invited);
  headed.catch(() => undefined);
  // A server that is slow to tell keeps the person waiting no longer; the header is written when it has told.
  await Promise.race([headed, new Promise((resolve) => setTimeout(resolve, HEADER_WITHIN_MS))]);
  account.changed(roomId);
  return notInvited.length > 0 ? { roomId, notInvited } : { roomId };
}

async function linkConversation(
  account: Account,
  { roomId, patient, patientKey, ticket }: ChatCalls["linkConversation"]["in"],
): Promise<null> {
  if (patientKeyOf(patient) !== patientKey) throw new KonsilError("wrong-patient");
  account.tickets.use(ticket, patientKey, Date.now());
  const claim = account.bindingOf(roomId);
  if (claim?.origin !== "claimed") throw new KonsilError("forbidden");
  const headerEventId = claim.headerEventId === undefined ? {} : { headerEventId: claim.headerEventId };
  await account.cases.put(roomId, { key: patientKey, patient, ...headerEventId, origin: "own" });
  account.changed(roomId);
  return null;
}

async function writeHeader(
  account: Account,
  config: TenantConfig,
  roomId: RoomId,
  invited: readonly UserId[],
): Promise<void> {
  if (!(await untilInvited(account.client, roomId, invited, account.signal))) return;
  await account.sends.run(() => ensureHeader(account, config, roomId));
}

/** A case whose header has neither left nor waits, because the engine ended between making the room and writing it down. */
async function ensureHeader(account: Account, config: TenantConfig, roomId: RoomId): Promise<void> {
  const binding = account.cases.binding(roomId);
  if (binding?.origin !== "own" || binding.headerEventId !== undefined) return;
  const isWaiting = account.outbox.rows(roomId).some(({ entry }) => entry.content.kind === "caseHeader");
  if (isWaiting || account.hasHeader(roomId)) return;
  const { patient, key: patientKey } = binding;
  const content = { kind: "caseHeader", patient, patientKey } as const;
  const key = asRowKey(`k${crypto.randomUUID()}`);
  await account.outbox.add(entryOf(account, config, { key, roomId, content, patientKey, holdMs: 0 }));
}

async function retry(
  account: Account,
  key: ChatCalls["retry"]["in"]["key"],
  ticket: ChatCalls["retry"]["in"]["ticket"],
): Promise<null> {
  const roomId = account.roomOfWaiting(key);
  if (roomId === undefined) throw new KonsilError("not-found");
  account.tickets.use(ticket, account.bindingOf(roomId)?.key ?? null, Date.now());
  return done(account.outbox.retry(key));
}

async function download(
  account: Account,
  { roomId, key }: ChatCalls["download"]["in"],
  signal: AbortSignal,
): Promise<Blob> {
  const found = account.outbox.uploadOf(key) ?? (await fileOfEvent(account, roomId, key));
  if (!found) throw new KonsilError("not-found");
  return account.transfers.download(roomId, key, found.file, found.sizeBytes, "", signal);
}

async function fileOfEvent(
  account: Account,
  roomId: RoomId,
  key: RowKey,
): Promise<ReturnType<Account["outbox"]["uploadOf"]>> {
  const { client } = account;
  const room = client.getRoom(roomId);
  const loaded = room ? loadedEvents(room).find((candidate) => rowKeyOf(candidate) === key) : undefined;
  // A page may show more than an engine that has just started has loaded.
  const event = loaded ?? (room && key.startsWith("$") ? await fetchEvent(client, roomId, asEventId(key)) : undefined);
  if (!event || event.isRedacted()) return undefined;
  await decryptEvents(client, [event]);
  const content = contentOf(event);
  const file = encryptedFile(content);
  const info: unknown = content["info"];
  const size: unknown = typeof info === "object" && info !== null && "size" in info ? info.size : 0;
  return file && { file, sizeBytes: typeof size === "number" ? size : 0 };
}
