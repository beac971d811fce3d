import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Invitation } from "@konsil/protocol";
import { avatar, avatarStyles } from "../base/avatar.ts";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { listStyles } from "./list-styles.ts";

/** More than this are one row. */
const SHOWN_SINGLY = 5;

/** Who invites, with organisation and server; never a room's name or picture (safety C6). */
@customElement("konsil-invitations")
export class KonsilInvitations extends KonsilElement {
  @property({ attribute: false }) invitations: readonly Invitation[] = [];
  @state() private opened = false;

  static override styles = [
    controlStyles,
    avatarStyles,
    listStyles,
    css`
      :host {
        overflow: visible;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { invitations } = this;
    const { invite } = this.words;
    if (invitations.length === 0) return nothing;
    const isMany = invitations.length > SHOWN_SINGLY;
    return html`<div class="head"><h2>${invite.section}</h2></div>
      <ul>
        ${isMany ? this.#many(invitations) : nothing}
        ${
          !isMany || this.opened
            ? repeat(
                invitations,
                (one) => one.roomId,
                (one) => this.#one(one),
              )
            : nothing
        }
      </ul>`;
  }

  #many(invitations: readonly Invitation[]): TemplateResult {
    const { invite } = this.words;
    const roomIds = invitations.map((one) => one.roomId);
    return html`<li class="row">
      <span class="avatar person" aria-hidden="true">${icon("people")}</span>
      <span>
        <span class="title">${invite.many(invitations.length)}</span>
        <span class="actions">
          <button
            class="button small"
            aria-expanded=${String(this.opened)}
            @click=${() => (this.opened = !this.opened)}
          >
            ${this.opened ? invite.hide : invite.show}
          </button>
          <button class="button small" @click=${() => this.intent({ do: "acceptInvitations", roomIds })}>
            ${invite.acceptAll}
          </button>
          <button class="button small" @click=${() => this.intent({ do: "declineInvitations", roomIds })}>
            ${invite.declineAll}
          </button>
        </span>
      </span>
    </li>`;
  }

  #one({ inviter, roomId }: Invitation): TemplateResult {
    const { invite, talk } = this.words;
    return html`<li class="row">
      ${avatar(inviter)}
      <span>
        <span class="title" translate="no">${invite.from(inviter.name)}</span>
        <span class="where" translate="no">${inviter.organisation} · ${talk.server(inviter.server)}</span>
        <span class="actions">
          <button
            class="button small"
            aria-label="${invite.accept}: ${inviter.name}"
            @click=${() => this.intent({ do: "acceptInvitations", roomIds: [roomId] })}
          >
            ${invite.accept}
          </button>
          <button
            class="button small"
            aria-label="${invite.decline}: ${inviter.name}"
            @click=${() => this.intent({ do: "declineInvitations", roomIds: [roomId] })}
          >
            ${invite.decline}
          </button>
        </span>
      </span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-invitations": KonsilInvitations;
  }
}
