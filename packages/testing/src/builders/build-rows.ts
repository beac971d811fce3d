import { asEventId, asRowKey, type MessageBody, type MessageRow, type NoticeRow } from "@konsil/protocol";
import { buildPerson } from "./build-person.ts";

let made = 0;
/** Unlike any other of this run. */
export function nextName(prefix: string): string {
  made += 1;
  return `${prefix}${String(made).padStart(6, "0")}`;
}

export const textBody = (text: string): MessageBody => ({ kind: "text", text });

/** A message of a colleague; `text` is a short way to its body. */
export function buildMessage({ text, ...fields }: Partial<MessageRow> & { readonly text?: string } = {}): MessageRow {
  const name = nextName("row-");
  return {
    kind: "message",
    key: asRowKey(name),
    eventId: asEventId(`$${name}`),
    sender: buildPerson(),
    own: false,
    at: 0,
    body: textBody(text ?? "EF 48 %, leichte Mitralinsuffizienz."),
    reply: null,
    send: null,
    editedAt: null,
    reactions: [],
    ...fields,
  };
}

export function buildNotice(notice: NoticeRow["notice"], fields: Partial<NoticeRow> = {}): NoticeRow {
  return { kind: "notice", key: asRowKey(nextName("notice-")), at: 0, notice, ...fields };
}
