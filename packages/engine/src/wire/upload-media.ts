import { KonsilError } from "@konsil/protocol";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { toKonsilError } from "./errors.ts";

export interface UploadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number) => void;
}

/**
 * Uploads ciphertext and returns its `mxc:` URI. The server learns neither name nor type. The SDK uses XHR with progress
 * where it exists (SharedWorkers have it) and fetch without progress elsewhere.
 * @throws KonsilError file-too-large with the server's limit, upload-cut, rate-limited, token-revoked, aborted
 */
export async function uploadMedia(client: MatrixClient, ciphertext: Blob, options: UploadOptions): Promise<string> {
  const limitBytes = await uploadLimitOf(client);
  if (limitBytes !== undefined && ciphertext.size > limitBytes) throw new KonsilError("file-too-large", { limitBytes });
  const abortController = new AbortController();
  const abort = (): void => abortController.abort();
  options.signal.addEventListener("abort", abort, { once: true });
  try {
    options.signal.throwIfAborted();
    const answer = await client.uploadContent(ciphertext, {
      includeFilename: false,
      type: "application/octet-stream",
      abortController,
      progressHandler: (progress) => options.onProgress(progress.loaded),
    });
    return mxcOf(answer);
  } catch (error) {
    const known = toKonsilError(error, { signal: options.signal });
    if (known.code === "file-too-large" && limitBytes !== undefined) {
      throw new KonsilError("file-too-large", { limitBytes });
    }
    // The SDK reports a stalled upload as an error of no class.
    throw known.code === "server-unreachable" || known.code === "unknown" ? new KonsilError("upload-cut") : known;
  } finally {
    options.signal.removeEventListener("abort", abort);
  }
}

/** `m.upload.size` of the server, undefined when it does not say or cannot be asked right now. */
async function uploadLimitOf(client: MatrixClient): Promise<number | undefined> {
  try {
    const limit = (await client.getMediaConfig(true))["m.upload.size"];
    return typeof limit === "number" ? limit : undefined;
  } catch {
    return undefined;
  }
}

function mxcOf(answer: { readonly content_uri?: unknown }): string {
  const uri = answer.content_uri;
  if (typeof uri === "string" && uri.startsWith("mxc://")) return uri;
  throw new KonsilError("not-matrix");
}
