import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Words } from "@konsil/look";
import type { PanelView, PatientContext, PersonHit, PersonShape, UserId } from "@konsil/protocol";
import { avatar, avatarStyles } from "../base/avatar.ts";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { birthDateOf, nameOf } from "../conversation/identity.ts";
import { findStyles } from "./find-styles.ts";
import { listStyles } from "./list-styles.ts";

/** Choosing whom to ask, about the open record or without a patient. */
@customElement("konsil-find-people")
export class KonsilFindPeople extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;
  @state() private chosen: ReadonlyMap<UserId, PersonHit> = new Map();

  static override styles = [controlStyles, avatarStyles, listStyles, findStyles];

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { find } = this.words;
    const unclear = isUnclear(view.context);
    return html`<header>
        <button class="tool" aria-label=${find.back} title=${find.back} @click=${() => this.intent({ do: "back" })}>
          ${icon("back")}
        </button>
        <h2 translate="no">${this.#title(view.context)}</h2>
      </header>
      ${unclear ? html`<p class="unclear" role="status">${icon("lock")}${find.notYet}</p>` : nothing}
      <div class="field">
        <label for="term">${find.label}</label>
        <span class="search">
          ${icon("search", "s")}
          <input
            id="term"
            type="search"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            .value=${view.search.term}
            @input=${this.#search}
            aria-describedby="termHint"
          />
          ${
            view.search.term === ""
              ? nothing
              : html`<button class="clear" aria-label=${find.clear} title=${find.clear} @click=${this.#clear}>
                  ${icon("close", "s")}
                </button>`
          }
        </span>
        <p class="note" id="termHint" role="status">
          ${view.search.busy ? find.busy : view.search.term.trim().length < 2 ? find.hint : nothing}
        </p>
      </div>
      <div class="hits">${this.#hits(view)}</div>
      ${this.#foot(view, unclear)}`;
  }

  #title(context: PatientContext): string {
    const { find } = this.words;
    if (isUnclear(context)) return find.titleUnclear;
    if (context.state !== "confirmed") return find.title;
    const { patient } = context.reading;
    return find.titleAbout(
      `${nameOf(patient, this.words)}, ${birthDateOf(patient.birthDate, this.locale, this.words)}`,
    );
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
    const { find, timeline, talk } = this.words;
    const own = view.session.state === "ready" && view.session.account.self.server === person.server;
    return html`<li>
      <button class="row" aria-pressed=${String(this.chosen.has(hit.userId))} @click=${() => this.#toggle(hit)}>
        ${avatar(person)}
        <span translate="no">
          <span class="title">${marked(person.name, term)}</span>
          <span class="where"
            >${person.organisation}${person.lookAlike ? ` · ${talk.server(person.server)}` : nothing}</span
          >
          <span class="tags">
            <span class="tag">${icon(SIGNS[person.shape], "s")}${kindOf(person.shape, find.person, timeline)}</span>
            ${own ? html`<span class="own">${find.practice}</span>` : nothing}
          </span>
        </span>
        <span class="side on">${icon(this.chosen.has(hit.userId) ? "check" : "plus", "s")}</span>
      </button>
    </li>`;
  }

  #foot(view: PanelView, unclear: boolean): TemplateResult | typeof nothing {
    const { find } = this.words;
    if (this.chosen.size === 0) return nothing;
    const closed = unclear || view.search.starting;
    return html`<div class="foot">
      <p id="startWhy">
        ${
          unclear
            ? find.notYet
            : html`<b>${find.chosen(this.chosen.size)}:</b>
                <span translate="no">${[...this.chosen.values()].map((hit) => hit.person.name).join(" · ")}.</span>
                ${find.emergency}`
        }
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

  readonly #clear = (): void => {
    this.intent({ do: "searchPeople", term: "" });
    this.renderRoot.querySelector<HTMLElement>("#term")?.focus();
  };

  readonly #search = (event: InputEvent): void => {
    this.intent({ do: "searchPeople", term: (event.target as HTMLInputElement).value });
  };
}

const SIGNS = { person: "person", function: "building", bot: "bot" } as const;

function kindOf(shape: PersonShape, person: string, { bot, functionAccount }: Words["timeline"]): string {
  return shape === "person" ? person : shape === "bot" ? bot : functionAccount;
}

/** While it is not certain who is open, nothing can be begun about anybody. */
function isUnclear({ state }: PatientContext): boolean {
  return state !== "confirmed" && state !== "none" && state !== "fromConversation";
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
