import { KonsilError, serverOf, type TenantConfig } from "@konsil/protocol";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { createGuestClient } from "../matrix/create-client.ts";
import { toKonsilError } from "../wire/errors.ts";
import type { StoredSession } from "./session-store.ts";

const DEVICE_NAME = "Konsil";
const PROBE_TIMEOUT_MS = 15_000;

/**
 * Password sign-in (CS API `POST /login`, `m.login.password`) with a localpart or a full user id.
 * @throws KonsilError bad-credentials, server-unreachable, not-matrix, rate-limited, aborted
 */
export async function signIn(
  config: TenantConfig,
  typed: { readonly user: string; readonly password: string },
  signal: AbortSignal,
): Promise<StoredSession> {
  const user = localpartOf(typed.user.trim(), config.homeserver.serverName);
  await probe(config.homeserver.baseUrl, signal);
  try {
    const answer = await createGuestClient(config.homeserver.baseUrl).loginRequest({
      type: "m.login.password",
      identifier: { type: "m.id.user", user },
      password: typed.password,
      initial_device_display_name: DEVICE_NAME,
    });
    signal.throwIfAborted();
    const { user_id: userId, device_id: deviceId, access_token: accessToken } = answer;
    return { state: "open", userId, deviceId, accessToken, recovered: false };
  } catch (error) {
    const refused =
      error instanceof MatrixError && ["M_FORBIDDEN", "M_USER_DEACTIVATED", "M_UNKNOWN"].includes(error.errcode ?? "");
    throw refused ? new KonsilError("bad-credentials") : toKonsilError(error, { signal });
  }
}

/** A user id of another server cannot sign in here; saying "wrong password" is what a person can act on. */
function localpartOf(typed: string, serverName: string): string {
  if (!typed.startsWith("@")) return typed;
  if (serverOf(typed) !== serverName) throw new KonsilError("bad-credentials");
  return typed.slice(1, typed.indexOf(":"));
}

/** Tells "nobody there" from "not a Matrix server" before a password is sent (CS API `GET /versions`). */
async function probe(baseUrl: string, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`${baseUrl}/_matrix/client/versions`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)]),
      credentials: "omit",
    });
  } catch {
    throw new KonsilError(signal.aborted ? "aborted" : "server-unreachable");
  }
  if (response.status === 429) throw new KonsilError("rate-limited", { retryAfterMs: 5000 });
  if (response.status >= 500) throw new KonsilError("server-unreachable");
  const body: unknown = await response.json().catch(() => null);
  const isMatrix = typeof body === "object" && body !== null && "versions" in body && Array.isArray(body.versions);
  if (!response.ok || !isMatrix) throw new KonsilError("not-matrix");
}
