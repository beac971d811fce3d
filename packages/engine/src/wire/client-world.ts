import { asRoomId } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";

// A client of the SDK as the wire's own tests need it; no bundle imports this.

export const ROOM = asRoomId("!room:example.org");

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: unknown;
  readonly body: unknown;
}

export class FakeClient {
  readonly requests: WireRequest[] = [];
  isRoomKnown = true;
  isEncryptionKnown = true;
  hasEncryptionEvent = true;
  membership = "join";
  encrypt: (event: MatrixEvent) => void = (event) => {
    const content = { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "sealed", session_id: "s" };
    event.makeEncrypted("m.room.encrypted", content, "curve", "ed");
  };
  answer: (request: WireRequest) => unknown = () => ({ event_id: "$1" });
  fetched: { url: string; authorization: string | null }[] = [];
  fetch: (url: string) => Response = () => new Response("", { status: 500 });
  mediaConfig: () => unknown = () => ({});
  upload: (file: Blob, options: UploadCall) => Promise<unknown> = () =>
    Promise.resolve({ content_uri: "mxc://example.org/m" });

  get client(): MatrixClient {
    return this.#parts() as MatrixClient;
  }

  #parts(): unknown {
    const room = { getMyMembership: () => this.membership, hasEncryptionStateEvent: () => this.hasEncryptionEvent };
    const crypto = {
      isEncryptionEnabledInRoom: () => Promise.resolve(this.isEncryptionKnown),
      encryptEvent: (event: MatrixEvent) => Promise.resolve().then(() => this.encrypt(event)),
    };
    return {
      getRoom: () => (this.isRoomKnown ? room : null),
      getCrypto: () => crypto,
      getSafeUserId: () => "@anna:example.org",
      getAccessToken: () => "token",
      getMediaConfig: () => Promise.resolve().then(() => this.mediaConfig()),
      uploadContent: (file: Blob, options: UploadCall) => this.upload(file, options),
      http: {
        authedRequest: (method: string, path: string, query: unknown, body: unknown) => {
          const request = { method, path, query, body };
          this.requests.push(request);
          return Promise.resolve().then(() => this.answer(request));
        },
        getUrl: (path: string, _query: unknown, prefix: string) => new URL(`https://example.org${prefix}${path}`),
        fetch: (url: URL, init: { readonly headers: Record<string, string> }) => {
          const authorization = init.headers["Authorization"] ?? null;
          this.fetched.push({ url: url.href, authorization });
          return Promise.resolve().then(() => this.fetch(url.href));
        },
      },
    };
  }
}

export interface UploadCall {
  readonly includeFilename: boolean;
  readonly type: string;
  readonly abortController: AbortController;
  readonly progressHandler: (progress: { readonly loaded: number; readonly total: number }) => void;
}
