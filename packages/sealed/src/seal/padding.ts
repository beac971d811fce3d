import type { Bytes } from "./bytes.ts";

const LENGTH_BYTES = 4;

/** Length (32-bit, big endian), the bytes, then zeros up to a multiple of the bucket. */
export function padToBucket(plain: Bytes, bucketBytes: number): Bytes {
  const needed = LENGTH_BYTES + plain.length;
  const padded = new Uint8Array(Math.ceil(needed / bucketBytes) * bucketBytes);
  new DataView(padded.buffer).setUint32(0, plain.length);
  padded.set(plain, LENGTH_BYTES);
  return padded;
}

/** @returns undefined when the length does not fit. */
export function stripPadding(padded: Bytes): Bytes | undefined {
  if (padded.length < LENGTH_BYTES) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - LENGTH_BYTES) return undefined;
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}
