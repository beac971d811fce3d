import type { Bytes } from "./bytes.ts";

// 0x8000 arguments are what every engine takes in one call of fromCharCode.
const STEP = 0x8000;

/** Unpadded base64, the way Matrix writes binary (CS API appendix "Unpadded Base64"). */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += STEP) text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(text).replace(/=+$/, "");
}

/** Unpadded base64url, for names of records, files and locks. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_");
}

/** Padded or not. @returns undefined when the text is no base64. */
export function fromBase64(text: string): Bytes | undefined {
  let decoded: string;
  try {
    decoded = atob(text);
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < decoded.length; at += 1) bytes[at] = decoded.charCodeAt(at);
  return bytes;
}
