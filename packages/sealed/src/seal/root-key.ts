import { randomBytes, type Bytes } from "./bytes.ts";

/** A new root key: HKDF, non-extractable. All own stores of an account hang under it (safety S3). */
export async function createRootKey(secret: Bytes = randomBytes(32)): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits", "deriveKey"]);
  secret.fill(0);
  return key;
}

/** HKDF-SHA-256 (RFC 5869) with the purpose as `info`: keys of different purposes tell nothing about each other. */
export function hkdfParams(purpose: string): HkdfParams {
  const salt = new Uint8Array(32);
  return { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(`konsil:${purpose}`) };
}

/** Raw bytes for those who need them as such, e.g. `storageKey` of the crypto store. */
export async function deriveBytes(rootKey: CryptoKey, purpose: string, lengthBytes: number): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.deriveBits(hkdfParams(`bytes:${purpose}`), rootKey, lengthBytes * 8));
}
