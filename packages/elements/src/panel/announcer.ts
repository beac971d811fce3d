import { css, html, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PanelView, Patient, PatientContext } from "@konsil/protocol";
import { birthDateOf, nameOf } from "../conversation/identity.ts";
import { KonsilElement } from "../base/konsil-element.ts";

/** The one voice of the panel: a change of patient at once, a new message when it is quiet, never ages or seconds. */
@customElement("konsil-announcer")
export class KonsilAnnouncer extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;
  @state() private now = "";
  @state() private soon = "";
  #told = "";
  #failed: number | null = null;

  static override styles = css`
    :host {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  `;

  override willUpdate(changed: PropertyValues<this>): void {
    const view = this.view;
    if (!view || !changed.has("view")) return;
    const key = keyOf(view.context);
    // What stands on the plate at the start is no change, and a moment of reading is none yet.
    if (view.session.state === "ready" && key !== this.#told && view.context.state !== "loading") {
      if (this.#told !== "" || key !== "none") this.now = this.#sentence(view.context);
      this.#told = key;
    }
    const rows = view.conversation?.rows ?? [];
    const before = changed.get("view")?.conversation;
    const last = rows.at(-1);
    const isNew =
      before?.conversation.roomId === view.conversation?.conversation.roomId && before?.rows.at(-1)?.key !== last?.key;
    if (isNew && last?.kind === "message" && !last.own) this.soon = this.words.announce.newMessage(last.sender.name);
    if (isNew && last?.kind === "message" && last.send?.at === "held") {
      this.soon = this.words.announce.held(Math.max(0, Math.ceil((last.send.notBefore - Date.now()) / 1000)));
    }
    const failed = failedOf(view);
    if (this.#failed !== null && failed > this.#failed) this.soon = this.words.announce.failed;
    this.#failed = failed;
  }

  override render(): TemplateResult {
    return html`<div role="alert">${this.now}</div>
      <div aria-live="polite">${this.soon}</div>`;
  }

  #sentence(context: PatientContext): string {
    const { announce, strip } = this.words;
    switch (context.state) {
      case "none":
      case "loading":
        return announce.none;
      case "conflict":
        return announce.conflict;
      case "stale":
        return announce.stale;
      case "fromConversation":
        return announce.fromConversation(this.#identity(context.reading.patient));
      case "candidate":
      case "confirmed":
        return announce.changed(this.#identity(context.reading.patient), strip[context.state]);
      default:
        return context satisfies never;
    }
  }

  #identity(patient: Patient): string {
    const date = birthDateOf(patient.birthDate, this.locale, this.words);
    return [nameOf(patient, this.words), patient.birthDate === "" ? date : this.words.announce.born(date)].join(", ");
  }
}

function failedOf({ allConversations }: PanelView): number {
  return allConversations.reduce((sum, one) => sum + one.notSent.failed, 0);
}

function keyOf(context: PatientContext): string {
  return "reading" in context ? `${context.state} ${context.reading.key}` : context.state;
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-announcer": KonsilAnnouncer;
  }
}
