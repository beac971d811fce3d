// First: see there.
import { silentLogger } from "./silent-logger.ts";
import { createClient, type MatrixClient } from "matrix-js-sdk/lib/matrix.js";
import { MemoryStore } from "matrix-js-sdk/lib/store/memory.js";
import type { IStore } from "matrix-js-sdk/lib/store/index.js";
import type { CryptoCallbacks } from "matrix-js-sdk/lib/crypto-api/index.js";
import { hastenBackup } from "./flush-backup.ts";

export interface ClientSession {
  readonly baseUrl: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly accessToken: string;
}

export interface ClientParts {
  readonly store?: IStore;
  readonly cryptoCallbacks?: CryptoCallbacks;
}

/** A client that logs nothing, calls nobody and keeps its stores where we say. */
export function createMatrixClient(session: ClientSession, parts: ClientParts = {}): MatrixClient {
  hastenBackup();
  return createClient({
    ...session,
    logger: silentLogger,
    store: parts.store ?? new MemoryStore(),
    ...(parts.cryptoCallbacks ? { cryptoCallbacks: parts.cryptoCallbacks } : {}),
    disableVoip: true,
    timelineSupport: true,
    localTimeoutMs: 90_000,
  });
}

/** Client for calls before there is a session. */
export function createGuestClient(baseUrl: string): MatrixClient {
  return createClient({ baseUrl, logger: silentLogger, localTimeoutMs: 20_000 });
}
