import type { ClientEvent, ClientEventHandlerMap, MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { AccountDataEvents } from "matrix-js-sdk/lib/@types/event.js";
import { MatrixError } from "matrix-js-sdk/lib/http-api/errors.js";
import { Method } from "matrix-js-sdk/lib/http-api/method.js";
import { TypedEventEmitter } from "matrix-js-sdk/lib/models/typed-event-emitter.js";
import type { AccountDataClient } from "matrix-js-sdk/lib/secret-storage.js";
import { toKonsilError } from "../wire/errors.ts";

type EmptyObject = Record<string, never>;

/** Global account data, always from the server and never from what was synced. Throws KonsilErrors. */
export class NetworkAccountData
  extends TypedEventEmitter<ClientEvent.AccountData, ClientEventHandlerMap>
  implements AccountDataClient
{
  readonly #client: MatrixClient;
  readonly #signal: AbortSignal;

  constructor(client: MatrixClient, signal: AbortSignal) {
    super();
    this.#client = client;
    this.#signal = signal;
  }

  async getAccountDataFromServer<K extends keyof AccountDataEvents>(
    eventType: K,
  ): Promise<AccountDataEvents[K] | null> {
    const options = { abortSignal: this.#signal };
    try {
      const { http } = this.#client;
      return await http.authedRequest<AccountDataEvents[K]>(
        Method.Get,
        this.#pathOf(eventType),
        undefined,
        undefined,
        options,
      );
    } catch (error) {
      if (error instanceof MatrixError && error.errcode === "M_NOT_FOUND") return null;
      throw toKonsilError(error, { signal: this.#signal });
    }
  }

  async setAccountData<K extends keyof AccountDataEvents>(
    eventType: K,
    content: AccountDataEvents[K] | EmptyObject,
  ): Promise<EmptyObject> {
    const options = { abortSignal: this.#signal };
    try {
      await this.#client.http.authedRequest(Method.Put, this.#pathOf(eventType), undefined, { ...content }, options);
      return {};
    } catch (error) {
      throw toKonsilError(error, { signal: this.#signal });
    }
  }

  #pathOf(eventType: string): string {
    return `/user/${encodeURIComponent(this.#client.getSafeUserId())}/account_data/${encodeURIComponent(eventType)}`;
  }
}
