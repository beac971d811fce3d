import { KonsilError } from "@konsil/protocol";
import { createSHA256 } from "hash-wasm";
import { CHUNK_BYTES, counterAt, importSecret } from "./attachment-secret.ts";
import type { AttachmentOptions } from "./encrypt-attachment.ts";

/** As it stands in a foreign event: anything may be in it. */
export interface ForeignSecret {
  readonly v: string;
  readonly key: JsonWebKey;
  readonly iv: string;
  readonly hashes: Readonly<Record<string, string>>;
}

/**
 * Hashes the whole ciphertext first and decrypts only what is undamaged. The result has no type: who shows it decides by
 * content. Progress counts the ciphertext twice (hash, then decryption).
 * @throws KonsilError download-damaged; the signal's reason
 */
export async function decryptAttachment(
  ciphertext: Blob,
  foreign: ForeignSecret,
  options: AttachmentOptions,
): Promise<Blob> {
  const { signal, onProgress } = options;
  const secret = await importSecret(foreign);
  if (secret === undefined) throw new KonsilError("download-damaged");
  const sha256 = (await createSHA256()).init();
  for (let offset = 0; offset < ciphertext.size; offset += CHUNK_BYTES) {
    signal.throwIfAborted();
    sha256.update(new Uint8Array(await ciphertext.slice(offset, offset + CHUNK_BYTES).arrayBuffer()));
    onProgress?.(Math.min(offset + CHUNK_BYTES, ciphertext.size));
  }
  if (sha256.digest("hex") !== secret.sha256) throw new KonsilError("download-damaged");
  const parts: BlobPart[] = [];
  for (let offset = 0; offset < ciphertext.size; offset += CHUNK_BYTES) {
    signal.throwIfAborted();
    const cipher = await ciphertext.slice(offset, offset + CHUNK_BYTES).arrayBuffer();
    parts.push(await crypto.subtle.decrypt(counterAt(secret.iv, offset), secret.key, cipher));
    onProgress?.(ciphertext.size + Math.min(offset + CHUNK_BYTES, ciphertext.size));
  }
  signal.throwIfAborted();
  return new Blob(parts);
}
