import { fromBase64 } from "../seal/base64.ts";
import type { Bytes } from "../seal/bytes.ts";

/** What a receiver needs besides the ciphertext: Matrix CS API "EncryptedFile" (v2) without its `url`. */
export interface AttachmentSecret {
  readonly v: "v2";
  readonly key: JsonWebKey;
  /** Unpadded base64 of the 16 byte counter block; its lower half starts at 0. */
  readonly iv: string;
  /** Unpadded base64 of the SHA-256 of the ciphertext. */
  readonly hashes: { readonly sha256: string };
}

/** 1 MiB keeps each step short: a SharedWorker serves its ports between chunks. A multiple of the AES block. */
export const CHUNK_BYTES = 1024 * 1024;
export const BLOCK_BYTES = 16;

/** AES-CTR with the low 64 bits counting blocks, from a byte offset that is a multiple of the block. */
export function counterAt(iv: Bytes, offsetBytes: number): AesCtrParams {
  const counter = iv.slice();
  const view = new DataView(counter.buffer);
  view.setBigUint64(8, BigInt.asUintN(64, view.getBigUint64(8) + BigInt(offsetBytes / BLOCK_BYTES)));
  return { name: "AES-CTR", counter, length: 64 };
}

/** @returns undefined for anything but AES-256-CTR with a hash. Version 1 differs from 2 only in how the IV was made. */
export async function importSecret(input: {
  readonly v: string;
  readonly key: JsonWebKey;
  readonly iv: string;
  readonly hashes: Readonly<Record<string, string>>;
}): Promise<{ key: CryptoKey; iv: Bytes; sha256: string } | undefined> {
  const iv = fromBase64(input.iv);
  const hash = fromBase64(input.hashes["sha256"] ?? "");
  if ((input.v !== "v2" && input.v !== "v1") || iv?.length !== 16 || hash?.length !== 32) return undefined;
  const { kty, k } = input.key;
  if (kty !== "oct" || typeof k !== "string") return undefined;
  const jwk = { kty, k, alg: "A256CTR", ext: true };
  try {
    const key = await crypto.subtle.importKey("jwk", jwk, "AES-CTR", false, ["decrypt"]);
    return { key, iv, sha256: hex(hash) };
  } catch {
    return undefined;
  }
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
