import assert from "node:assert/strict";
import {
  asRowKey,
  KonsilError,
  type ErrorCode,
  type PatientKey,
  type RoomId,
  type RowKey,
  type SendRequest,
} from "@konsil/protocol";
import { buildTicket } from "../builders/build-ticket.ts";
import type { BackendWorld } from "./backend-world.ts";

interface Place {
  readonly roomId: RoomId;
  readonly patientKey?: PatientKey;
}

/** A send as the frame makes it: own key, fresh ticket of the room's patient, no hold. */
export function requestIn(world: BackendWorld, place: Place, fields: Partial<SendRequest> = {}): SendRequest {
  return {
    roomId: place.roomId,
    key: asRowKey(`k${crypto.randomUUID()}`),
    text: "EF 48 %, leichte Mitralinsuffizienz.",
    replyTo: null,
    ticket: buildTicket(place.patientKey ?? null, world.now()),
    holdMs: 0,
    ...fields,
  };
}

/** @returns the key of the row */
export async function sendText(world: BackendWorld, place: Place, fields: Partial<SendRequest> = {}): Promise<RowKey> {
  const request = requestIn(world, place, fields);
  await world.backend.call("send", request);
  return request.key;
}

/** Fails with one of the codes, as a KonsilError and as nothing else (J9). */
export async function assertRefused(call: Promise<unknown>, ...codes: readonly ErrorCode[]): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof KonsilError, "no KonsilError");
    assert.ok(codes.includes(error.code), `${error.code} is none of ${codes.join(", ")}`);
    return true;
  });
}
