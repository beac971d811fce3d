import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DialogView } from "@konsil/protocol";
import { KonsilElement } from "../base/konsil-element.ts";
import "./confirm-discard.ts";
import "./confirm-files.ts";
import "./confirm-link.ts";
import "./drop-refused.ts";

/** The dialog that is open, if any. It vanishes when the app takes its view away. */
@customElement("konsil-dialogs")
export class KonsilDialogs extends KonsilElement {
  @property({ attribute: false }) view: DialogView | null = null;

  override render(): TemplateResult | typeof nothing {
    const { view, locale } = this;
    switch (view?.kind) {
      case undefined:
        return nothing;
      case "confirm-files":
        return html`<konsil-confirm-files .view=${view} .locale=${locale}></konsil-confirm-files>`;
      case "drop-refused":
        return html`<konsil-drop-refused .view=${view} .locale=${locale}></konsil-drop-refused>`;
      case "confirm-discard":
        return html`<konsil-confirm-discard .view=${view} .locale=${locale}></konsil-confirm-discard>`;
      case "confirm-link":
        return html`<konsil-confirm-link .view=${view} .locale=${locale}></konsil-confirm-link>`;
      default:
        return view satisfies never;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-dialogs": KonsilDialogs;
  }
}
