import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { pipeline } from "node:stream/promises";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/** Names with a content hash never change. */
const HASHED = /^assets\/.*[-.][\w-]{8,}\.\w+(\.map)?$/;
/** Plain segments only: no `..`, no hidden files, nothing encoded. */
const PLAIN_PATH = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

/**
 * Serves one file of a folder, precompressed where the build left it so.
 * @param isVersioned its address changes with its content @returns false when there is none
 */
export async function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  path: string,
  isVersioned = false,
): Promise<boolean> {
  if (!PLAIN_PATH.test(path)) return false;
  const type = TYPES[extname(path)];
  const plain = join(folder, path);
  if (type === undefined || !(await isFile(plain))) return false;
  response.setHeader("Content-Type", type);
  response.setHeader("Vary", "Accept-Encoding");
  response.setHeader("Cache-Control", cacheControl(path, isVersioned));
  const found = await encodedVariant(plain, request.headers["accept-encoding"]?.toString() ?? "");
  if (found.encoding !== undefined) response.setHeader("Content-Encoding", found.encoding);
  response.setHeader("Content-Length", (await stat(found.file)).size);
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(found.file), response);
  return true;
}

function cacheControl(path: string, isVersioned: boolean): string {
  if (path.endsWith(".html")) return "no-store";
  return isVersioned || HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
}

async function encodedVariant(plain: string, accepted: string): Promise<{ file: string; encoding?: string }> {
  const names = accepted.split(",").map((part) => part.split(";")[0]?.trim());
  for (const [encoding, ending] of ENCODINGS) {
    if (names.includes(encoding) && (await isFile(plain + ending))) return { file: plain + ending, encoding };
  }
  return { file: plain };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
