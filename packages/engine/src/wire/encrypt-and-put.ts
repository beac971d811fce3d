import { asEventId, KonsilError, type EventId, type RoomId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { CryptoBackend } from "matrix-js-sdk/lib/common-crypto/CryptoBackend.js";
import { Method } from "matrix-js-sdk/lib/http-api/method.js";
import { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { toKonsilError } from "./errors.ts";

const WIRE_TYPE = "m.room.encrypted";
const REQUEST_TIMEOUT_MS = 30_000;

/** An event in clear, on its way to the only place that may send it. */
export interface RoomSend {
  readonly roomId: RoomId;
  readonly type: "m.room.message";
  readonly content: Readonly<Record<string, unknown>>;
  /** Stored before the first attempt: a resend uses the same one and the server answers with the same event. */
  readonly transactionId: string;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Awaited after encryption, before the first byte leaves. What it throws stops the send (safety M2). */
  readonly beforeWire?: () => Promise<void>;
}

/**
 * The only place that sends room events (safety E1). Right after `createRoom` the SDK does not yet know that a room is
 * encrypted and would send in clear; so nothing leaves unless the crypto store knows it, and only as `m.room.encrypted`.
 * Encrypting loads all members first (`Room.getEncryptionTargetMembers`) and shares the room key with their devices.
 * @throws KonsilError not-encrypted, rate-limited, server-unreachable, token-revoked, not-a-member, forbidden, …
 */
export async function encryptAndPut(client: MatrixClient, send: RoomSend, options: SendOptions): Promise<EventId> {
  const room = client.getRoom(send.roomId);
  const crypto = cryptoBackendOf(client);
  if (room === null || crypto === undefined) throw new KonsilError("not-encrypted");
  const context = { signal: options.signal, membership: room.getMyMembership() };
  try {
    options.signal.throwIfAborted();
    if (!(await crypto.isEncryptionEnabledInRoom(send.roomId))) throw new KonsilError("not-encrypted");
    // The crypto store may know of an encryption whose event this session has not seen yet: no encryptor then.
    if (!room.hasEncryptionStateEvent()) throw new KonsilError("not-encrypted");
    const event = clearEventOf(client, send);
    await crypto.encryptEvent(event, room);
    const wireContent = wireContentOf(event);
    options.signal.throwIfAborted();
    await options.beforeWire?.();
    const path = [send.roomId, "send", WIRE_TYPE, send.transactionId].map(encodeURIComponent).join("/");
    const answer = await client.http.authedRequest<unknown>(Method.Put, `/rooms/${path}`, undefined, wireContent, {
      abortSignal: options.signal,
      localTimeoutMs: REQUEST_TIMEOUT_MS,
    });
    return eventIdOf(answer);
  } catch (error) {
    throw toKonsilError(error, context);
  }
}

/** The SDK types its crypto as the public half of what it is. */
function cryptoBackendOf(client: MatrixClient): CryptoBackend | undefined {
  const crypto = client.getCrypto();
  return crypto !== undefined && "encryptEvent" in crypto ? (crypto as CryptoBackend) : undefined;
}

function clearEventOf(client: MatrixClient, send: RoomSend): MatrixEvent {
  const event = new MatrixEvent({
    type: send.type,
    room_id: send.roomId,
    content: { ...send.content },
    sender: client.getSafeUserId(),
  });
  event.setTxnId(send.transactionId);
  return event;
}

/** @returns the ciphertext, after making sure that it is one. */
function wireContentOf(event: MatrixEvent): Record<string, unknown> {
  const content = event.getWireContent();
  const isSealed = event.getWireType() === WIRE_TYPE && typeof content["ciphertext"] === "string";
  if (!isSealed || "body" in content || "msgtype" in content) throw new KonsilError("not-encrypted");
  return content;
}

function eventIdOf(answer: unknown): EventId {
  if (typeof answer === "object" && answer !== null && "event_id" in answer) {
    if (typeof answer.event_id === "string") return asEventId(answer.event_id);
  }
  throw new KonsilError("not-matrix");
}
