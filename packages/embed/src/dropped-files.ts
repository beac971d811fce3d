import type { DropRefusal } from "@konsil/protocol";

const MAX_BYTES = 100 * 1024 * 1024;
const MAX_FILES = 20;

export type DroppedFiles = { readonly files: readonly File[]; readonly refused: DropRefusal | null };

const refused = (reason: DropRefusal): DroppedFiles => ({ files: [], refused: reason });

/** What a drop carries, read at once: a DataTransfer is empty after its event. */
export interface DropContent {
  readonly files: readonly File[];
  readonly link: string | null;
  readonly origin: string;
}

/** Files as they are; else the dragged link of the page, fetched with the page's own credentials. */
export async function droppedFiles(content: DropContent, signal: AbortSignal): Promise<DroppedFiles> {
  if (content.files.length > 0) {
    const isTooLarge = content.files.some((file) => file.size > MAX_BYTES);
    return isTooLarge ? refused("too-large") : { files: content.files.slice(0, MAX_FILES), refused: null };
  }
  return content.link === null ? refused("nothing") : fetchLink(content.link, content.origin, signal);
}

/** Same origin only, GET, no web pages: a sign-in page answers with 200 and HTML. */
async function fetchLink(link: string, origin: string, signal: AbortSignal): Promise<DroppedFiles> {
  const url = parsed(link);
  if (!url) return refused("nothing");
  if (url.origin !== origin) return refused("foreign-origin");
  try {
    return await fileOf(await fetch(url, { credentials: "include", referrerPolicy: "no-referrer", signal }), url);
  } catch {
    return refused("not-found");
  }
}

async function fileOf(response: Response, url: URL): Promise<DroppedFiles> {
  if (!response.ok) return refused("not-found");
  if (new URL(response.url || url.href).origin !== url.origin) return refused("foreign-origin");
  const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "text/html" || type === "application/xhtml+xml") return refused("login-page");
  const parts = await partsWithin(response, MAX_BYTES);
  if (parts === null) return refused("too-large");
  const file = new File(parts, nameOf(response, url), { type });
  return file.size === 0 ? refused("nothing") : { files: [file], refused: null };
}

/** The body, or null as soon as it is larger than that, whatever its header says. */
async function partsWithin(response: Response, maxBytes: number): Promise<BlobPart[] | null> {
  const parts: BlobPart[] = [];
  let sizeBytes = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    sizeBytes += value.byteLength;
    if (sizeBytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return parts;
}

function parsed(link: string): URL | null {
  try {
    return new URL(link);
  } catch {
    return null;
  }
}

/** `Content-Disposition: attachment; filename*=UTF-8''…` (RFC 6266), else the last part of the address. */
function nameOf(response: Response, url: URL): string {
  const disposition = response.headers.get("content-disposition") ?? "";
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  const last = url.pathname.split("/").at(-1) ?? "";
  return decoded(extended ?? plain ?? last) || "datei";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim();
  }
}
