import { createSealerOf, fromBase64, toBase64, type Bytes, type Sealer } from "@konsil/sealed";

/** The secret of the patient index: 32 random bytes, in base64 as secret storage keeps it. */
export interface CaseSecret {
  readonly base64: string;
  readonly sealer: Sealer;
}

const SECRET_BYTES = 32;
const INFO = new TextEncoder().encode("de.konsil.case.v1");

export function makeCaseSecret(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** HKDF-SHA-256 → AES-256-GCM. @returns undefined when it is no such secret. */
export async function openCaseSecret(base64: string): Promise<CaseSecret | undefined> {
  const bytes: Bytes | undefined = fromBase64(base64);
  if (bytes?.length !== SECRET_BYTES) return undefined;
  const root = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: INFO };
  const key = await crypto.subtle.deriveKey(params, root, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  return { base64, sealer: createSealerOf(key) };
}
