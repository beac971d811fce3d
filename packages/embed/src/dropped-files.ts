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
export async function droppedFiles(content: DropContent): Promise<DroppedFiles> {
  if (content.files.length > 0) {
    const isTooLarge = content.files.some((file) => file.size > MAX_BYTES);
    return isTooLarge ? refused("too-large") : { files: content.files.slice(0, MAX_FILES), refused: null };
  }
  return content.link === null ? refused("nothing") : fetchLink(content.link, content.origin);
}

/** Same origin only, GET, no web pages: a sign-in page answers with 200 and HTML. */
async function fetchLink(link: string, origin: string): Promise<DroppedFiles> {
  const url = URL.parse(link);
  if (!url) return refused("nothing");
  if (url.origin !== origin) return refused("foreign-origin");
  let response: Response;
  try {
    response = await fetch(url, { credentials: "include", redirect: "follow", referrerPolicy: "no-referrer" });
  } catch {
    return refused("not-found");
  }
  if (!response.ok) return refused("not-found");
  const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "text/html" || type === "application/xhtml+xml") return refused("login-page");
  if (new URL(response.url || url.href).origin !== origin) return refused("foreign-origin");
  if (Number(response.headers.get("content-length") ?? 0) > MAX_BYTES) return refused("too-large");
  const blob = await response.blob();
  if (blob.size === 0) return refused("nothing");
  if (blob.size > MAX_BYTES) return refused("too-large");
  return { files: [new File([blob], nameOf(response, url), { type: type || blob.type })], refused: null };
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
