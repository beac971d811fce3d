import { html, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { NoticeRow } from "@konsil/protocol";
import { plainShownText } from "./shown-text.ts";
import { icon } from "../base/icon.ts";

/** What happened in the conversation, in one sentence. */
export function noticePhrase({ notice }: NoticeRow, words: Words): string {
  switch (notice.about) {
    case "encrypted":
      return words.talk.notice.encrypted;
    case "gap":
      return words.talk.notice.gap;
    case "created":
    case "joined":
    case "left":
    case "declined":
      return words.talk.notice[notice.about](plainShownText(notice.person.name));
    case "invited":
    case "removed":
      return words.talk.notice[notice.about](
        plainShownText(notice.person.name),
        plainShownText(notice.by === null ? "" : notice.by.name),
      );
    default:
      return notice satisfies never;
  }
}

export function renderNotice(row: NoticeRow, words: Words): TemplateResult {
  const name = row.notice.about === "encrypted" ? "lock" : row.notice.about === "gap" ? "clock" : "people";
  return html`<div class="notice">${icon(name, "s")}<span>${noticePhrase(row, words)}</span></div>`;
}
