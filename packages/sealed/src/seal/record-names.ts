import { toBase64Url } from "./base64.ts";
import { hkdfParams } from "./root-key.ts";

/** Turns an id into an opaque, stable record key, so that no room id stands in clear in a store of ours. */
export type RecordNames = (id: string) => Promise<string>;

export function createRecordNames(rootKey: CryptoKey, purpose: string): RecordNames {
  const algorithm = { name: "HMAC", hash: "SHA-256", length: 256 };
  const key = crypto.subtle.deriveKey(hkdfParams(`name:${purpose}`), rootKey, algorithm, false, ["sign"]);
  key.catch(() => undefined);
  const known = new Map<string, Promise<string>>();
  const make = async (id: string): Promise<string> => {
    const mac = await crypto.subtle.sign("HMAC", await key, new TextEncoder().encode(id));
    return toBase64Url(new Uint8Array(mac).subarray(0, 18));
  };
  return (id) => {
    const name = known.get(id) ?? make(id);
    known.set(id, name);
    return name;
  };
}
