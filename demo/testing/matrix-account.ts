import type { Homeserver } from "../homeservers/homeserver.ts";

/** A plain client of the Matrix client API, without encryption: for what only concerns the servers. */
export class MatrixAccount {
  readonly #baseUrl: string;
  readonly #token: string;
  readonly userId: string;

  private constructor(baseUrl: string, token: string, userId: string) {
    this.#baseUrl = baseUrl;
    this.#token = token;
    this.userId = userId;
  }

  static async signIn({ baseUrl }: Pick<Homeserver, "baseUrl">, user: string, password: string) {
    const identifier = { type: "m.id.user", user };
    const answer = await fetch(`${baseUrl}/_matrix/client/v3/login`, {
      method: "POST",
      body: JSON.stringify({ type: "m.login.password", identifier, password }),
    });
    const { access_token, user_id } = (await answer.json()) as { access_token: string; user_id: string };
    return new MatrixAccount(baseUrl, access_token, user_id);
  }

  /** @throws Error with the server's code when it refuses */
  async ask<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const answer = await this.fetch(method, path, body === undefined ? undefined : JSON.stringify(body));
    const result = (await answer.json()) as Result & { errcode?: string };
    if (!answer.ok) throw new Error(`${method} ${path}: ${result.errcode ?? String(answer.status)}`);
    return result;
  }

  fetch(method: string, path: string, body?: BodyInit): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}` };
    return fetch(`${this.#baseUrl}/_matrix/${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  }

  /** Texts of a room, newest first. */
  async texts(roomId: string): Promise<string[]> {
    type Messages = { chunk: { type: string; content: { body?: string } }[] };
    const path = `client/v3/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=50`;
    const { chunk } = await this.ask<Messages>("GET", path);
    return chunk.filter(({ type }) => type === "m.room.message").map(({ content }) => content.body ?? "");
  }
}
