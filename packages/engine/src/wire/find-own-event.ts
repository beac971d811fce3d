import { asEventId, type EventId, type RoomId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { Method } from "matrix-js-sdk/lib/http-api/method.js";
import { toKonsilError } from "./errors.ts";

const PAGE = 100;
const MAX_PAGES = 30;
/** Clocks of client and server differ. */
const CLOCK_SLACK_MS = 10 * 60 * 1000;

export interface OwnEventQuery {
  readonly roomId: RoomId;
  readonly transactionId: string;
  /** Milliseconds since the epoch of the first attempt. Older events cannot be it. */
  readonly sentSince: number;
}

/**
 * Pages back for an event that this device sent with the transaction id (`unsigned.transaction_id`, shown to the sending
 * device only). For rows whose fate is unknown and that are too old for a silent resend.
 * @returns null when it is not there. @throws KonsilError
 */
export async function findOwnEvent(
  client: MatrixClient,
  query: OwnEventQuery,
  signal: AbortSignal,
): Promise<EventId | null> {
  const path = `/rooms/${encodeURIComponent(query.roomId)}/messages`;
  let from: string | undefined;
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const params = { dir: "b", limit: String(PAGE), ...(from === undefined ? {} : { from }) };
      const answer = await client.http.authedRequest<unknown>(Method.Get, path, params, undefined, {
        abortSignal: signal,
      });
      const { events, end } = parsePage(answer);
      const found = events.find((event) => event.transactionId === query.transactionId);
      if (found !== undefined) return asEventId(found.eventId);
      const isOlder = events.some((event) => event.sentAt < query.sentSince - CLOCK_SLACK_MS);
      if (end === undefined || end === from || isOlder) return null;
      from = end;
    }
    return null;
  } catch (error) {
    throw toKonsilError(error, { signal });
  }
}

interface SeenEvent {
  readonly eventId: string;
  readonly sentAt: number;
  readonly transactionId: string | undefined;
}

function parsePage(answer: unknown): { events: SeenEvent[]; end: string | undefined } {
  if (typeof answer !== "object" || answer === null) return { events: [], end: undefined };
  const { chunk, end } = answer as { readonly chunk?: unknown; readonly end?: unknown };
  const events = Array.isArray(chunk) ? chunk.map(parseSeenEvent).filter((event) => event !== undefined) : [];
  return { events, end: typeof end === "string" ? end : undefined };
}

function parseSeenEvent(input: unknown): SeenEvent | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const raw = input as {
    readonly event_id?: unknown;
    readonly origin_server_ts?: unknown;
    readonly unsigned?: unknown;
  };
  if (typeof raw.event_id !== "string" || typeof raw.origin_server_ts !== "number") return undefined;
  const unsigned = typeof raw.unsigned === "object" && raw.unsigned !== null ? raw.unsigned : {};
  const transactionId = "transaction_id" in unsigned ? unsigned.transaction_id : undefined;
  return {
    eventId: raw.event_id,
    sentAt: raw.origin_server_ts,
    transactionId: typeof transactionId === "string" ? transactionId : undefined,
  };
}
