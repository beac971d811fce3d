import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "@konsil/look";
import type { ErrorCode, ErrorDetail } from "@konsil/protocol";
import { icon } from "../base/icon.ts";

/** What happened and what to do, under the field it belongs to. */
export function renderError(
  error: { readonly code: ErrorCode; readonly detail: ErrorDetail } | null,
  words: Words,
  id: string,
): TemplateResult | typeof nothing {
  if (!error || error.code === "aborted") return nothing;
  const { what, then } = words.errors[error.code];
  return html`<p class="error" id=${id} role="alert">${icon("warn", "s")}<span>${what} ${then}</span></p>`;
}
