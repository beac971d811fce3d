import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { PanelView, PersonHit, UserId } from "@konsil/protocol";
import { controlStyles } from "../conversation/control-styles.ts";
import { birthDateOf, nameOf } from "../conversation/identity.ts";
import { avatar, avatarStyles, icon, KonsilElement } from "../conversation/shim.ts";
import { listStyles } from "./list-styles.ts";

/** Choosing whom to ask, about the open record or without a patient. */
@customElement("konsil-find-people")
export class KonsilFindPeople extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;
  @state() private chosen: ReadonlyMap<UserId, PersonHit> = new Map();

  static override styles = [
    controlStyles,
    avatarStyles,
    listStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px;
        min-height: 48px;
        background: var(--k-surface);
        border-bottom: var(--k-line-width) solid var(--k-line);
      }
      h2 {
        font: 600 0.875rem/1.25rem var(--k-font);
        overflow-wrap: anywhere;
      }
      .field {
        padding: 12px;
        background: var(--k-surface);
        border-bottom: var(--k-line-width) solid var(--k-line);
      }
      label {
        display: block;
        margin-bottom: 4px;
        font: 600 0.8125rem/1.125rem var(--k-font);
      }
      input[type="search"] {
        width: 100%;
        min-height: 36px;
        padding: 7px 10px;
        border: var(--k-line-width) solid var(--k-line-strong);
        border-radius: var(--k-r-control);
        background: var(--k-surface);
        color: var(--k-ink);
        font: var(--k-text-body);
      }
      .note {
        margin-top: 4px;
        font: var(--k-text-small);
        color: var(--k-ink-2);
      }
      .hits {
        flex: 1;
        overflow: auto;
      }
      .row[aria-pressed="true"] {
        background: var(--k-soft);
      }
      mark {
        background: none;
        color: inherit;
        text-decoration: underline;
        text-decoration-color: var(--k-accent);
        text-decoration-thickness: 2px;
      }
      .foot {
        padding: 12px;
        background: var(--k-surface);
        border-top: var(--k-line-width) solid var(--k-line);
      }
      .foot p {
        margin-bottom: 8px;
        font: var(--k-text-small);
        color: var(--k-ink-2);
      }
      .error {
        color: var(--k-stop-ink);
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { find } = this.words;
    const { context } = view;
    const patient = context.state === "confirmed" ? context.reading.patient : null;
    const title = patient
      ? find.titleAbout(`${nameOf(patient, this.words)}, ${birthDateOf(patient.birthDate, this.locale, this.words)}`)
      : find.title;
    const unclear = context.state !== "confirmed" && context.state !== "none" && context.state !== "fromConversation";
    return html`<header>
        <button class="tool" aria-label=${find.back} title=${find.back} @click=${() => this.intent({ do: "back" })}>
          ${icon("back")}
        </button>
        <h2 translate="no">${title}</h2>
      </header>
      <div class="field">
        <label for="term">${find.label}</label>
        <input
          id="term"
          type="search"
          autocomplete="off"
          spellcheck="false"
          .value=${view.search.term}
          @input=${this.#search}
          aria-describedby="termHint"
        />
        <p class="note" id="termHint" role="status">${view.search.busy ? find.busy : find.hint}</p>
      </div>
      <div class="hits">${this.#hits(view)}</div>
      ${this.#foot(view, unclear)}`;
  }

  #hits(view: PanelView): TemplateResult {
    const { find } = this.words;
    const { hits, term, busy, error, limited } = view.search;
    if (error)
      return html`<p class="empty error" role="alert">
        ${this.words.errors[error].what} ${this.words.errors[error].then}
      </p>`;
    if (hits.length === 0) {
      if (busy || term.trim().length < 2) return html`${nothing}`;
      return html`<div class="empty">
        <h2>${find.nobody(term.trim())}</h2>
        <p>${find.nobodyHint}</p>
      </div>`;
    }
    return html`<ul>
        ${repeat(
          hits,
          (hit) => hit.userId,
          (hit) => this.#hit(hit, term.trim(), view),
        )}
      </ul>
      ${limited ? html`<p class="empty">${find.more}</p>` : nothing}`;
  }

  #hit(hit: PersonHit, term: string, view: PanelView): TemplateResult {
    const { person } = hit;
    const own = view.session.state === "ready" && view.session.account.self.server === person.server;
    const where = own ? `${person.organisation} · ${this.words.find.practice}` : person.organisation;
    return html`<li>
      <button class="row" aria-pressed=${String(this.chosen.has(hit.userId))} @click=${() => this.#toggle(hit)}>
        ${avatar(person)}
        <span translate="no">
          <span class="title">${marked(person.name, term)}</span>
          <span class="where"
            >${where}${person.lookAlike ? ` · ${this.words.talk.server(person.server)}` : nothing}</span
          >
        </span>
        <span class="side">${this.chosen.has(hit.userId) ? icon("check") : nothing}</span>
      </button>
    </li>`;
  }

  #foot(view: PanelView, unclear: boolean): TemplateResult | typeof nothing {
    const { find } = this.words;
    if (this.chosen.size === 0) return nothing;
    const closed = unclear || view.search.starting;
    return html`<div class="foot">
      <p id="startWhy">
        ${unclear ? find.notYet : `${find.chosen(this.chosen.size)}: ${[...this.chosen.values()].map((hit) => hit.person.name).join(" · ")}. ${find.emergency}`}
      </p>
      <button
        class="button main wide"
        aria-disabled=${String(closed)}
        aria-describedby="startWhy"
        @click=${() => !closed && this.intent({ do: "startConversation", people: [...this.chosen.keys()] })}
      >
        ${view.search.starting ? find.starting : find.start}
      </button>
    </div>`;
  }

  #toggle(hit: PersonHit): void {
    const chosen = new Map(this.chosen);
    if (!chosen.delete(hit.userId)) chosen.set(hit.userId, hit);
    this.chosen = chosen;
  }

  readonly #search = (event: InputEvent): void => {
    this.intent({ do: "searchPeople", term: (event.target as HTMLInputElement).value });
  };
}

function marked(name: string, term: string): TemplateResult {
  const at = term === "" ? -1 : name.toLowerCase().indexOf(term.toLowerCase());
  if (at < 0) return html`${name}`;
  return html`${name.slice(0, at)}<mark>${name.slice(at, at + term.length)}</mark>${name.slice(at + term.length)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-find-people": KonsilFindPeople;
  }
}
