import { css, html, LitElement, type TemplateResult } from "lit";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";
import { svg } from "lit";
import { property } from "lit/decorators.js";
import { icons, wordsFor, type IconName, type Words } from "@konsil/look";
import type { Intent, Locale } from "@konsil/protocol";

export class KonsilElement extends LitElement {
  @property() locale: Locale = "de";
  get words(): Words {
    return wordsFor(this.locale);
  }
  intent(detail: Intent): void {
    this.dispatchEvent(new CustomEvent("konsil-intent", { detail, bubbles: true, composed: true }));
  }
}

export function icon(name: IconName, size: "s" | "m" | "l" = "m"): TemplateResult {
  return html`<svg class="i ${size}" viewBox="0 0 24 24" aria-hidden="true">${svg`${unsafeSVG(icons[name])}`}</svg>`;
}

export const sharedStyles = css``;

import type { Person } from "@konsil/protocol";
export function avatar(person: Pick<Person, "name" | "shape">, size: "s" | "m" = "m"): TemplateResult {
  const inner =
    person.shape === "bot"
      ? icon("bot", "s")
      : person.shape === "function"
        ? icon("building", size === "s" ? "s" : "m")
        : initials(person.name);
  return html`<span class="avatar ${person.shape} ${size}" aria-hidden="true">${inner}</span>`;
}
function initials(name: string): string {
  return name
    .split(/[\s,]+/u)
    .filter((w) => w !== "" && !w.endsWith("."))
    .slice(0, 2)
    .map((w) => w[0]?.toUpperCase() ?? "")
    .join("");
}
export const avatarStyles = css`
  .avatar {
    width: 36px;
    height: 36px;
    flex: none;
    display: grid;
    place-items: center;
    background: var(--k-soft);
    color: var(--k-accent);
    font: 600 0.8125rem/1 var(--k-font);
    border: 1px solid var(--k-soft-line);
  }
  .avatar.person {
    border-radius: 50%;
  }
  .avatar.function {
    border-radius: var(--k-r-control);
  }
  .avatar.bot {
    clip-path: polygon(25% 4%, 75% 4%, 100% 50%, 75% 96%, 25% 96%, 0 50%);
    background: var(--k-soft-line);
    color: var(--k-ink);
    border: 0;
  }
  .avatar.s {
    width: 28px;
    height: 28px;
    font-size: 0.75rem;
  }
`;
