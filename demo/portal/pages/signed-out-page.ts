import { html, type Html } from "../../site/html.ts";
import type { View } from "../view.ts";
import { layout } from "./layout.ts";

/** After signing out. `end` is the chat's shutdown, or nothing where a portal has forgotten it. */
export function signedOutPage(view: View, end: Html): string {
  const { words } = view;
  const main = html`<div class="sign-in card">
    <h1>${words.signedOut}</h1>
    <p><a href="/anmelden">${words.signInAgain}</a></p>
  </div>`;
  return layout(view, { title: words.signedOut, area: "none", main, end });
}
