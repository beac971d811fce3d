import { KonsilError } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { toKonsilError } from "./errors.ts";

const OPEN_PREFIX = "/_matrix/media/v3";
const MXC = /^mxc:\/\/([^/?#]+)\/([A-Za-z0-9_-]+)$/;

/**
 * Authenticated media (CS API 1.11, MSC3916) as a stream. The old, open address is asked only when the server says that it
 * does not know the new one.
 * @throws KonsilError not-found, rate-limited, token-revoked, server-unreachable, aborted
 */
export async function fetchMedia(
  client: MatrixClient,
  mxc: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const [, server, mediaId] = MXC.exec(mxc) ?? [];
  if (server === undefined || mediaId === undefined) throw new KonsilError("not-found");
  const path = `/download/${encodeURIComponent(server)}/${mediaId}`;
  try {
    let response = await get(client, "/_matrix/client/v1/media", path, signal);
    if (!response.ok && (await isUnrecognized(response.clone()))) {
      response = await get(client, OPEN_PREFIX, path, signal);
    }
    if (!response.ok) throw await errorOf(response);
    if (response.body === null) throw new KonsilError("download-damaged");
    return response.body;
  } catch (error) {
    throw toKonsilError(error, { signal });
  }
}

/** The SDK's `fetch` carries what the session put there (refresh of tokens, test proxies). */
async function get(client: MatrixClient, prefix: string, path: string, signal: AbortSignal): Promise<Response> {
  const token = client.getAccessToken();
  try {
    return await client.http.fetch(client.http.getUrl(path, undefined, prefix), {
      signal,
      headers: prefix !== OPEN_PREFIX && token !== null ? { Authorization: `Bearer ${token}` } : {},
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    });
  } catch (error) {
    // What fetch throws without a network; anywhere else a TypeError is a bug of ours.
    throw error instanceof TypeError ? new KonsilError("server-unreachable") : error;
  }
}

async function isUnrecognized(response: Response): Promise<boolean> {
  if (response.status !== 404 && response.status !== 405) return false;
  const body = await jsonOf(response);
  return body["errcode"] === "M_UNRECOGNIZED";
}

async function errorOf(response: Response): Promise<MatrixError> {
  return new MatrixError(await jsonOf(response), response.status, undefined, undefined, response.headers);
}

async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
