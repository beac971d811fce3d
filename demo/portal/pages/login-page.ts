import { html } from "../../site/html.ts";
import type { View } from "../view.ts";
import { layout } from "./layout.ts";

/** The sign-in of the portal. No chat here: nobody is signed in whose it could be. */
export function loginPage(view: View, failedUser: string | null): string {
  const { words } = view;
  const isWrong = failedUser !== null;
  const main = html`<form class="sign-in card" method="post" action="/anmelden">
    <h1>${view.siteName}</h1>
    ${isWrong && html`<p class="wrong" id="wrong" role="alert">${words.wrongPassword}</p>`}
    <label
      >${words.user}<input
        name="user"
        autocomplete="username"
        required
        autocapitalize="none"
        value="${failedUser ?? ""}"
    /></label>
    <label
      >${words.password}<input
        name="password"
        type="password"
        autocomplete="current-password"
        required${isWrong && html` aria-describedby="wrong" aria-invalid="true"`}
    /></label>
    ${view.site === "sonnenallee" && locations(words.location)}
    <button class="main">${words.signIn}</button>
  </form>`;
  return layout(view, { title: words.signIn, area: "none", main });
}

const locations = (label: string) =>
  html`<label
    >${label}<select name="tenant">
      <option value="sonnenallee">Sonnenallee 12</option>
      <option value="sonnenallee-2">Zweigstelle Hafen</option>
    </select></label
  >`;
