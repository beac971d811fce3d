import {
  asRoomId,
  asRowKey,
  KonsilError,
  type CallName,
  type ChatCalls,
  type GuardTicket,
  type MessageBody,
  type Patient,
  type Person,
  type PersonHit,
  type RoomId,
  type SendFileRequest,
  type SendRequest,
} from "@konsil/protocol";
import { buildPerson } from "../builders/build-person.ts";
import { nextName } from "../builders/build-rows.ts";
import type { FakeWorld } from "./fake-world.ts";

type Handler<Name extends CallName> = (
  input: ChatCalls[Name]["in"],
) => ChatCalls[Name]["out"] | Promise<ChatCalls[Name]["out"]>;
export type FakeCallHandlers = { readonly [Name in CallName]: Handler<Name> };
type SessionCall = "signIn" | "signOut" | "setUpRecovery" | "finishRecoverySetup" | "unlockRecovery";
type RowCall = "send" | "sendFile" | "takeBack" | "sendNow" | "retry" | "discard" | "cancelTransfer";

/** What each call does to a fake world. What is thrown is a KonsilError with the codes of {@link ChatCalls}. */
export function createFakeCalls(world: FakeWorld): FakeCallHandlers {
  return { ...sessionCalls(world), ...rowCalls(world), ...roomCalls(world) };
}

const SESSION_CALLS: ReadonlySet<CallName> = new Set<SessionCall>([
  "signIn",
  "signOut",
  "setUpRecovery",
  "finishRecoverySetup",
  "unlockRecovery",
]);
/** Everything but the way to a session needs one that is ready. */
export const needsSession = (name: CallName): boolean => !SESSION_CALLS.has(name);

/** For calls that only do something. */
function done(act: () => void): null {
  act();
  return null;
}

function sessionCalls(world: FakeWorld): Pick<FakeCallHandlers, SessionCall> {
  const { session } = world;
  return {
    signIn: (input) => {
      if (!world.isOnline) throw new KonsilError("server-unreachable");
      return done(() => session.signIn(input));
    },
    signOut: () => done(() => world.signOut("signed-out")),
    setUpRecovery: () => ({ recoveryKey: session.setUpRecovery() }),
    finishRecoverySetup: () => done(() => session.finishRecoverySetup()),
    unlockRecovery: ({ recoveryKey }) => done(() => session.unlockRecovery(recoveryKey)),
  };
}

function rowCalls(world: FakeWorld): Pick<FakeCallHandlers, RowCall> {
  const { outbox } = world;
  return {
    send: (input) => add(world, input, { kind: "text", text: input.text }),
    sendFile: (input) => {
      world.files.set(input.key, input.file);
      return add(world, input, fileBody(input));
    },
    takeBack: ({ key }) => {
      const { text, replyTo } = outbox.takeBack(key);
      return { text, replyTo };
    },
    sendNow: ({ key }) => done(() => outbox.sendNow(key)),
    retry: ({ key, ticket }) => {
      const roomId = outbox.roomOf(key);
      if (roomId === undefined) throw new KonsilError("not-found");
      useTicket(world, ticket, roomId);
      return done(() => outbox.retry(key));
    },
    discard: ({ key }) => done(() => outbox.discard(key)),
    cancelTransfer: ({ key }) => {
      if (outbox.roomOf(key) !== undefined) outbox.takeBack(key);
      return null;
    },
  };
}

function roomCalls(world: FakeWorld): Omit<FakeCallHandlers, SessionCall | RowCall> {
  return {
    searchPeople: ({ term }) => ({ hits: hitsOf(world, term), limited: false }),
    startConversation: (input) => startConversation(world, input),
    linkConversation: (input) => linkConversation(world, input),
    acceptInvitations: ({ roomIds }) => ({ failed: roomIds.filter((roomId) => !world.answer(roomId, "accept")) }),
    declineInvitations: ({ roomIds }) => ({ failed: roomIds.filter((roomId) => !world.answer(roomId, "decline")) }),
    loadOlder: async ({ roomId, count }) => {
      const room = world.room(roomId);
      if (room === undefined) return { more: false };
      await world.pause();
      const more = room.loadOlder(count);
      world.changed(roomId);
      return { more };
    },
    markRead: ({ roomId, upTo }) => {
      world.room(roomId)?.markRead(upTo);
      return done(() => world.changed(roomId));
    },
    download: (input) => download(world, input),
    prepareToSend: () => null,
    retryConnection: () => done(() => world.connect(world.isOnline)),
  };
}

function useTicket(world: FakeWorld, ticket: GuardTicket, roomId: RoomId): void {
  world.tickets.use(ticket, world.room(roomId)?.binding?.key ?? null, world.now());
}

function add(world: FakeWorld, request: SendRequest, body: MessageBody): null {
  const { roomId, key, text, replyTo, holdMs } = request;
  useTicket(world, request.ticket, roomId);
  if (world.mustHave(roomId).encryption === "no") throw new KonsilError("not-encrypted");
  const now = world.now();
  return done(() => world.outbox.add({ key, roomId, body, text, replyTo, createdAt: now, notBefore: now + holdMs }));
}

function fileBody({ file, text }: SendFileRequest): MessageBody {
  return {
    kind: file.type.startsWith("image/") ? "image" : "file",
    name: file.name,
    mimeType: file.type === "" ? "application/octet-stream" : file.type,
    sizeBytes: file.size,
    caption: text,
    encrypted: true,
  };
}

function hitsOf(world: FakeWorld, term: string): readonly PersonHit[] {
  const wanted = term.toLowerCase();
  const isHit = ({ name, userId }: Person): boolean => name.toLowerCase().includes(wanted) || userId === term;
  return world.people.filter(isHit).map((person) => ({ person, userId: person.userId }));
}

function startConversation(
  world: FakeWorld,
  { people, patient, patientKey, ticket }: ChatCalls["startConversation"]["in"],
): { readonly roomId: RoomId } {
  world.tickets.use(ticket, patientKey, world.now());
  const roomId = asRoomId(`!${nextName("started-")}:${world.self.server}`);
  const known = new Map(world.people.map((person) => [person.userId, person]));
  const members = people.map((userId) => known.get(userId) ?? buildPerson({ userId, name: userId }));
  const binding = patient && patientKey ? { key: patientKey, patient, origin: "own" as const } : null;
  world.join({ roomId, people: members, binding });
  if (patient) {
    const now = world.now();
    const body: MessageBody = { kind: "caseHeader", text: headerText(patient), patient };
    const key = asRowKey(nextName("header-"));
    world.outbox.add({ key, roomId, body, text: "", replyTo: null, createdAt: now, notBefore: now });
  }
  return { roomId };
}

function linkConversation(
  world: FakeWorld,
  { roomId, patient, patientKey, ticket }: ChatCalls["linkConversation"]["in"],
): null {
  world.tickets.use(ticket, patientKey, world.now());
  const room = world.mustHave(roomId);
  if (room.binding?.origin !== "claimed") throw new KonsilError("forbidden");
  room.bind({ ...room.binding, key: patientKey, patient, origin: "own" });
  return done(() => world.changed(roomId));
}

const headerText = ({ family, given, birthDate }: Patient): string =>
  `Es geht um: ${family}, ${given}, geb. ${birthDate}`;

async function download(world: FakeWorld, { roomId, key }: ChatCalls["download"]["in"]): Promise<Blob> {
  const blob = world.files.get(key);
  const row = world.room(roomId)?.rows.find((other) => other.key === key);
  if (blob === undefined || row === undefined) throw new KonsilError("not-found");
  const common = { key, roomId, direction: "down", totalBytes: blob.size } as const;
  world.showDownload(key, { ...common, doneBytes: 0, state: "moving" });
  await world.pause();
  world.showDownload(key, { ...common, doneBytes: blob.size, state: "verifying" });
  await world.pause();
  world.showDownload(key, null);
  return blob;
}
