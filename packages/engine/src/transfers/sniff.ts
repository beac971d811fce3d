/** What may be previewed (safety I1); everything else is bytes to be saved. */
export type PreviewType = "application/pdf" | "image/png" | "image/jpeg" | "image/webp" | "image/gif";

const UNKNOWN = "application/octet-stream";
const HEAD_BYTES = 16;

/** Magic bytes at an offset; a type may need several. */
const SIGNATURES: readonly { type: PreviewType; parts: readonly { at: number; bytes: readonly number[] }[] }[] = [
  { type: "image/png", parts: [{ at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }] },
  { type: "image/jpeg", parts: [{ at: 0, bytes: [0xff, 0xd8, 0xff] }] },
  { type: "image/gif", parts: [{ at: 0, bytes: ascii("GIF87a") }] },
  { type: "image/gif", parts: [{ at: 0, bytes: ascii("GIF89a") }] },
  {
    type: "image/webp",
    parts: [
      { at: 0, bytes: ascii("RIFF") },
      { at: 8, bytes: ascii("WEBP") },
    ],
  },
  // The standard lets junk stand before it; who hides a PDF there does not get a preview.
  { type: "application/pdf", parts: [{ at: 0, bytes: ascii("%PDF-") }] },
];

/** Type by content, never by name or by what the sender says. */
export async function sniffType(blob: Blob): Promise<PreviewType | typeof UNKNOWN> {
  return sniffBytes(new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer()));
}

export function sniffBytes(head: Uint8Array): PreviewType | typeof UNKNOWN {
  const found = SIGNATURES.find(({ parts }) =>
    parts.every(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte)),
  );
  return found?.type ?? UNKNOWN;
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
