import { parsePatient, type FileBody, type MessageBody, type Person } from "@konsil/protocol";
import * as v from "valibot";
import { CASE_HEADER_FIELD } from "../outbox/case-header-content.ts";
import type { EncryptedFile } from "../seams.ts";

/** Longest text that is drawn. An event holds 64 KiB at most, whatever came from elsewhere is cut. */
const MAX_TEXT = 65_536;

const text = v.pipe(v.string(), v.maxLength(1_000_000));
const size = v.pipe(v.number(), v.minValue(0), v.maxValue(2 ** 50));
const pixels = v.pipe(v.number(), v.minValue(1), v.maxValue(100_000));

const fileSchema = v.object({
  url: v.pipe(v.string(), v.startsWith("mxc://"), v.maxLength(1000)),
  key: v.looseObject({ k: v.string(), alg: v.string(), kty: v.string() }),
  iv: v.string(),
  hashes: v.record(v.string(), v.string()),
  v: v.string(),
});

const infoSchema = v.object({
  mimetype: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined),
  size: v.fallback(v.optional(size), undefined),
  w: v.fallback(v.optional(pixels), undefined),
  h: v.fallback(v.optional(pixels), undefined),
});

const kinds = { "m.file": "file", "m.image": "image", "m.audio": "audio", "m.video": "video" } as const;

/**
 * The content of an `m.room.message` as a body (CS API "m.room.message msgtypes"). Never throws; what it does not know
 * becomes `unsupported` with the sender's plain text (safety I2). Formatted bodies are not looked at (safety M1).
 */
export function messageBody(
  content: Readonly<Record<string, unknown>>,
  relayedBy: (userId: string) => Person,
): MessageBody {
  const msgtype = content["msgtype"];
  const plain = plainText(content);
  if (typeof msgtype === "string" && Object.hasOwn(kinds, msgtype)) {
    return fileBody(kinds[msgtype as keyof typeof kinds], content, plain);
  }
  const header = caseHeader(content, plain, relayedBy);
  if (header) return header;
  if (msgtype === "m.text" || msgtype === "m.notice" || msgtype === "m.emote") return { kind: "text", text: plain };
  return { kind: "unsupported", text: plain };
}

/** `body` without the quotation that old clients put before a reply (CS API "Fallbacks for rich replies"). */
export function plainText(content: Readonly<Record<string, unknown>>): string {
  const body = content["body"];
  if (typeof body !== "string") return "";
  const isReply = JSON.stringify(content["m.relates_to"] ?? null).includes("m.in_reply_to");
  return (isReply ? withoutReplyFallback(body) : body).slice(0, MAX_TEXT);
}

function withoutReplyFallback(body: string): string {
  if (!/^> <[^\n>]*>/.test(body)) return body;
  const lines = body.split("\n");
  const first = lines.findIndex((line) => !line.startsWith("> ") && line !== ">");
  if (first < 1) return body;
  return lines.slice(lines[first] === "" ? first + 1 : first).join("\n");
}

function caseHeader(
  content: Readonly<Record<string, unknown>>,
  plain: string,
  relayedBy: (userId: string) => Person,
): MessageBody | undefined {
  const field = content[CASE_HEADER_FIELD];
  if (typeof field !== "object" || field === null || !("patient" in field)) return undefined;
  const patient = parsePatient(field.patient);
  if (!patient) return undefined;
  const from = "relayed_from" in field && typeof field.relayed_from === "string" ? field.relayed_from : undefined;
  return { kind: "caseHeader", text: plain, patient, ...(from === undefined ? {} : { relayedFrom: relayedBy(from) }) };
}

function fileBody(kind: FileBody["kind"], content: Readonly<Record<string, unknown>>, plain: string): FileBody {
  const info = v.safeParse(infoSchema, content["info"]);
  const facts = info.success ? info.output : {};
  const filename = v.safeParse(text, content["filename"]);
  const name = filename.success && filename.output !== "" ? filename.output : plain;
  return {
    kind,
    name: name.slice(0, 500),
    mimeType: facts.mimetype ?? "application/octet-stream",
    sizeBytes: facts.size ?? 0,
    ...(facts.w !== undefined && facts.h !== undefined ? { width: facts.w, height: facts.h } : {}),
    caption: filename.success && filename.output !== plain ? plain : "",
    encrypted: encryptedFile(content) !== undefined,
  };
}

/** The attachment's address and key (CS API "EncryptedFile"), undefined when it is not one we can open. */
export function encryptedFile(content: Readonly<Record<string, unknown>>): EncryptedFile | undefined {
  const result = v.safeParse(fileSchema, content["file"]);
  return result.success ? result.output : undefined;
}
