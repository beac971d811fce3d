/** Bytes over a plain ArrayBuffer, which is what WebCrypto and Blob take. */
export type Bytes = Uint8Array<ArrayBuffer>;

export function randomBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}
