import { KonsilError, type EventId } from "@konsil/protocol";
import { caseHeaderContent, relayedHeaderContent } from "./case-header-content.ts";
import type { OutboxRecord } from "./outbox-record.ts";

type Content = Readonly<Record<string, unknown>>;

/**
 * Content of `m.room.message` for a row. Text goes out exactly as it was typed, as plain body only (safety M1); a file and
 * its caption are one event (safety M2; CS API "Media captions"). `m.mentions` is empty: nobody is mentioned by accident.
 */
export function messageContent(record: OutboxRecord): Content {
  const { content } = record.entry;
  switch (content.kind) {
    case "text":
      return { msgtype: "m.text", body: content.text, "m.mentions": {}, ...replyRelation(content.replyTo) };
    case "file": {
      const { file } = record;
      if (file === null || file.mxc === null) throw new KonsilError("bad-request");
      const hasSize = content.width !== undefined && content.height !== undefined;
      return {
        msgtype: messageTypeOf(content.mimeType),
        body: content.text === "" ? content.name : content.text,
        filename: content.name,
        info: {
          mimetype: content.mimeType,
          size: content.sizeBytes,
          ...(hasSize ? { w: content.width, h: content.height } : {}),
        },
        file: { ...file.secret, url: file.mxc },
        "m.mentions": {},
        ...replyRelation(content.replyTo),
      };
    }
    case "caseHeader":
      return caseHeaderContent(content.patient);
    case "relayedHeader":
      return relayedHeaderContent(content.patient, content);
    default:
      return content satisfies never;
  }
}

function replyRelation(replyTo: EventId | null): Content {
  return replyTo === null ? {} : { "m.relates_to": { "m.in_reply_to": { event_id: replyTo } } };
}

function messageTypeOf(mimeType: string): string {
  const [family] = mimeType.split("/");
  switch (family) {
    case "image":
      // Drawings of these types are documents, not pictures: other clients would render markup.
      return mimeType === "image/svg+xml" ? "m.file" : "m.image";
    case "audio":
      return "m.audio";
    case "video":
      return "m.video";
    default:
      return "m.file";
  }
}
