import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** The best both can do: this is how a release is served. The crypto module takes 15 s once, then comes from the cache. */
const WAYS = {
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
};

/**
 * @param {Buffer} bytes
 * @param {"gz" | "br"} way
 * @param {string} cacheFolder by content
 */
export async function compressed(bytes, way, cacheFolder) {
  const file = join(cacheFolder, `${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.${way}`);
  if (existsSync(file)) return readFile(file);
  const result = await WAYS[way](bytes);
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(`${file}.${process.pid}`, result);
  await rename(`${file}.${process.pid}`, file);
  return result;
}
