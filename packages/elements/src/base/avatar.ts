import type { Person } from "@konsil/protocol";
import { css, html, type TemplateResult } from "lit";
import { icon } from "./icon.ts";

/** Who somebody is, by shape: circle person, square function account, hexagon bot. One ink, no photos. */
export function avatar({ name, shape }: Pick<Person, "name" | "shape">, size: "s" | "m" = "m"): TemplateResult {
  return html`<span class="avatar ${shape} ${size}" aria-hidden="true">${inside(name, shape, size)}</span>`;
}

function inside(name: string, shape: Person["shape"], size: "s" | "m"): TemplateResult | string {
  switch (shape) {
    case "person":
      return initials(name);
    case "function":
      return icon("building", size);
    case "bot":
      return icon("bot", "s");
    default:
      return shape satisfies never;
  }
}

/** `BE` for "Bergmann, Erika"; titles and small words ("Dr.", "von") are no initials. */
function initials(name: string): string {
  const words = name.split(/[\s,]+/u).filter((word) => /^\p{Lu}/u.test(word) && !word.endsWith("."));
  const named = words.length > 0 ? words : name.split(/\s+/u);
  return named
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32).toUpperCase())
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
    user-select: none;
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
  @media (forced-colors: active) {
    .avatar.bot {
      forced-color-adjust: none;
      color: Canvas;
    }
  }
  .avatar.s {
    width: 28px;
    height: 28px;
    font-size: 0.75rem;
  }
`;
