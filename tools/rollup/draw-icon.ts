import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [number, number, number];
const TEAL: Colour = [0x0b, 0x59, 0x66];
const WHITE: Colour = [0xff, 0xff, 0xff];
const SAMPLES = 4;

/** Inside a rectangle with round corners, all in parts of the icon's width. */
function inRound(x: number, y: number, box: readonly [number, number, number, number], radius: number): boolean {
  const [left, top, right, bottom] = box;
  const dx = Math.max(left + radius - x, x - (right - radius), 0);
  const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
  return x >= left && x <= right && y >= top && y <= bottom && dx * dx + dy * dy <= radius * radius;
}

/** A white speech bubble on teal, a cross in it. Undefined outside. */
function colourAt(x: number, y: number): Colour | undefined {
  if (!inRound(x, y, [0, 0, 1, 1], 0.22)) return undefined;
  const inTail = x >= 0.3 && x <= 0.5 && y >= 0.66 && y <= 0.86 && y - 0.66 <= 0.5 - x;
  if (!inTail && !inRound(x, y, [0.18, 0.18, 0.82, 0.7], 0.14)) return TEAL;
  const inCross =
    (Math.abs(x - 0.5) <= 0.055 && Math.abs(y - 0.44) <= 0.17) ||
    (Math.abs(y - 0.44) <= 0.055 && Math.abs(x - 0.5) <= 0.17);
  return inCross ? TEAL : WHITE;
}

/** Red, green, blue and opacity, smoothed over the samples of the pixel. */
function pixel(column: number, row: number, size: number): number[] {
  let [red, green, blue, hits] = [0, 0, 0, 0];
  for (let index = 0; index < SAMPLES * SAMPLES; index += 1) {
    const x = (column + ((index % SAMPLES) + 0.5) / SAMPLES) / size;
    const y = (row + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES) / size;
    const colour = colourAt(x, y);
    if (colour === undefined) continue;
    [red, green, blue, hits] = [red + colour[0], green + colour[1], blue + colour[2], hits + 1];
  }
  if (hits === 0) return [0, 0, 0, 0];
  return [red / hits, green / hits, blue / hits, (255 * hits) / SAMPLES ** 2].map(Math.round);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The icon as PNG (8 bit RGBA, no filter), drawn here so that no picture of others is in the house. */
export function drawIcon(size: number): Buffer {
  const rows: Buffer[] = [];
  for (let row = 0; row < size; row += 1) {
    const line = [0];
    for (let column = 0; column < size; column += 1) line.push(...pixel(column, row, size));
    rows.push(Buffer.from(line));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
