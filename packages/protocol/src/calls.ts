import * as v from "valibot";
import type { CallName } from "./chat-backend.ts";
import { patientSchema } from "./patient.ts";
import { guardTicketSchema } from "./ticket.ts";

const id = v.pipe(v.string(), v.minLength(2), v.maxLength(512));
const roomId = v.pipe(id, v.startsWith("!"));
const key = v.pipe(v.string(), v.minLength(8), v.maxLength(512));
const nothing = v.null();
const roomIds = v.object({ roomIds: v.pipe(v.array(roomId), v.maxLength(1000)) });
const keyOnly = v.object({ key });
const sendFields = {
  roomId,
  key,
  // 64 KiB is the limit of an event, encryption takes a third of it.
  text: v.pipe(v.string(), v.maxLength(30_000)),
  replyTo: v.nullable(id),
  ticket: guardTicketSchema,
  holdMs: v.pipe(v.number(), v.minValue(0), v.maxValue(30_000)),
};

/** Shape of every call's input. An engine parses before it acts; what does not parse is `bad-request`. */
export const callSchemas = {
  signIn: v.object({ user: v.pipe(v.string(), v.maxLength(300)), password: v.pipe(v.string(), v.maxLength(1000)) }),
  signOut: v.object({ wipe: v.boolean() }),
  setUpRecovery: nothing,
  finishRecoverySetup: nothing,
  unlockRecovery: v.object({ recoveryKey: v.pipe(v.string(), v.maxLength(500)), openRoom: v.nullable(roomId) }),
  searchPeople: v.object({ term: v.pipe(v.string(), v.maxLength(200)) }),
  startConversation: v.object({
    people: v.pipe(v.array(v.pipe(id, v.startsWith("@"))), v.minLength(1), v.maxLength(50)),
    patient: v.nullable(patientSchema),
    patientKey: v.nullable(v.pipe(v.string(), v.maxLength(500))),
    ticket: guardTicketSchema,
  }),
  linkConversation: v.object({
    roomId,
    patient: patientSchema,
    patientKey: v.pipe(v.string(), v.maxLength(500)),
    ticket: guardTicketSchema,
  }),
  acceptInvitations: roomIds,
  declineInvitations: roomIds,
  send: v.object({
    ...sendFields,
    text: v.pipe(
      sendFields.text,
      v.check((text) => text.trim() !== ""),
    ),
  }),
  sendFile: v.object({ ...sendFields, file: v.instance(Blob) }),
  takeBack: keyOnly,
  sendNow: keyOnly,
  retry: v.object({ key, ticket: guardTicketSchema }),
  discard: keyOnly,
  cancelTransfer: keyOnly,
  loadOlder: v.object({ roomId, count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)) }),
  markRead: v.object({ roomId, upTo: key }),
  download: v.object({ roomId, key }),
  prepareToSend: v.object({ roomId }),
  retryConnection: nothing,
} satisfies Record<CallName, v.GenericSchema>;

/** @returns the input as a fresh object, or undefined when the call's name or input is not ours. */
export function parseCall(name: unknown, input: unknown): { name: CallName; input: unknown } | undefined {
  if (typeof name !== "string" || !Object.hasOwn(callSchemas, name)) return undefined;
  const known = name as CallName;
  const result = v.safeParse(callSchemas[known], input);
  return result.success ? { name: known, input: result.output } : undefined;
}
