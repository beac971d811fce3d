import { createSHA256 } from "hash-wasm";
import { toBase64 } from "../seal/base64.ts";
import type { Bytes } from "../seal/bytes.ts";
import type { SpoolWriter } from "../spool/spool.ts";
import { CHUNK_BYTES, counterAt, type AttachmentSecret } from "./attachment-secret.ts";

export interface AttachmentOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (doneBytes: number) => void;
}

/**
 * Encrypts in chunks into the spool: memory stays at a few chunks however large the file is. The next chunk is read and
 * encrypted while this one is hashed and written. Closes the writer, or aborts it on failure.
 * @throws KonsilError disk-full, storage-blocked; the signal's reason; NotReadableError when the file has gone
 */
export async function encryptAttachment(
  source: Blob,
  writer: SpoolWriter,
  options: AttachmentOptions,
): Promise<AttachmentSecret> {
  try {
    const secret = await pump(source, writer, options);
    await writer.close();
    return secret;
  } catch (error) {
    await writer.abort().catch(() => undefined);
    throw error;
  }
}

async function pump(source: Blob, writer: SpoolWriter, options: AttachmentOptions): Promise<AttachmentSecret> {
  const { signal, onProgress } = options;
  const iv = new Uint8Array(16);
  crypto.getRandomValues(iv.subarray(0, 8));
  const key = await crypto.subtle.generateKey({ name: "AES-CTR", length: 256 }, true, ["encrypt", "decrypt"]);
  const sha256 = (await createSHA256()).init();
  const encryptAt = async (offset: number): Promise<Bytes> => {
    const plain = await source.slice(offset, offset + CHUNK_BYTES).arrayBuffer();
    return new Uint8Array(await crypto.subtle.encrypt(counterAt(iv, offset), key, plain));
  };
  let next = encryptAt(0);
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    signal.throwIfAborted();
    const cipher = await next;
    if (offset + CHUNK_BYTES < source.size) {
      next = encryptAt(offset + CHUNK_BYTES);
      // Awaited in the next round; if writing fails first, nobody would.
      next.catch(() => undefined);
    }
    sha256.update(cipher);
    await writer.write(cipher);
    onProgress?.(Math.min(offset + CHUNK_BYTES, source.size));
  }
  await next;
  signal.throwIfAborted();
  return {
    v: "v2",
    key: await crypto.subtle.exportKey("jwk", key),
    iv: toBase64(iv),
    hashes: { sha256: toBase64(sha256.digest("binary")) },
  };
}
