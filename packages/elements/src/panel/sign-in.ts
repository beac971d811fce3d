import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { PanelView } from "@konsil/protocol";
import { controlStyles } from "../base/control-styles.ts";
import { icon } from "../base/icon.ts";
import { KonsilElement } from "../base/konsil-element.ts";
import { renderError } from "./error-line.ts";
import { formStyles } from "./form-styles.ts";

/** Password sign-in, one column. What was typed stays when it fails. */
@customElement("konsil-sign-in")
export class KonsilSignIn extends KonsilElement {
  @property({ attribute: false }) view: PanelView | null = null;
  @state() private missing: "" | "user" | "password" = "";
  @query("#user") private readonly user!: HTMLInputElement;
  @query("#password") private readonly password!: HTMLInputElement;

  static override styles = [controlStyles, formStyles];

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { session, form } = view;
    const words = this.words.signIn;
    const error = this.missing === "" ? form.error : null;
    // Wrong user name or password stands under its field, all else above the button that tries again.
    const isWrong = error?.code === "bad-credentials";
    return html`<h1 tabindex="-1">${words.title}</h1>
      ${this.#reason(session)}
      <p class="lead">${words.lead}</p>
      <form novalidate @submit=${this.#submit}>
        <div class=${this.missing === "user" ? "wrong" : ""}>
          <label for="user">${words.user}</label>
          <input
            id="user"
            name="user"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            aria-invalid=${String(this.missing === "user")}
            aria-describedby="server userError"
          />
          ${this.missing === "user" ? html`<p class="error" id="userError" role="alert">${icon("warn", "s")}<span>${words.userMissing}</span></p>` : nothing}
          <p class="note" id="server" translate="no">${words.server(view.practiceName)}</p>
        </div>
        <div class=${this.missing === "password" || isWrong ? "wrong" : ""}>
          <label for="password">${words.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            aria-invalid=${String(this.missing === "password" || isWrong)}
            aria-describedby="passwordError"
          />
          ${
            this.missing === "password"
              ? html`<p class="error" id="passwordError" role="alert">
                  ${icon("warn", "s")}<span>${words.passwordMissing}</span>
                </p>`
              : isWrong
                ? renderError(error, this.words, "passwordError")
                : nothing
          }
        </div>
        ${isWrong ? nothing : renderError(error, this.words, "error")}
        <button class="button main wide" aria-disabled=${String(form.busy)}>
          ${form.busy ? words.busy : words.submit}
        </button>
        <p class="note">${words.notStored}</p>
      </form>`;
  }

  #reason(session: PanelView["session"]): TemplateResult | typeof nothing {
    const words = this.words.signIn;
    if (session.state !== "signed-out") return nothing;
    switch (session.reason) {
      case "never":
      case "signed-out":
        return nothing;
      case "revoked":
        return html`<p class="told" role="status">
          ${words.revoked} ${session.notSent > 0 ? words.notSent(session.notSent) : ""}
        </p>`;
      case "other-user":
        return html`<p class="told calm">${words.otherUser}</p>`;
      default:
        return session.reason satisfies never;
    }
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.view?.form.busy === true) return;
    const user = this.user.value.trim();
    const password = this.password.value;
    this.missing = user === "" ? "user" : password === "" ? "password" : "";
    if (this.missing !== "") {
      (this.missing === "user" ? this.user : this.password).focus();
      return;
    }
    this.intent({ do: "signIn", user, password });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "konsil-sign-in": KonsilSignIn;
  }
}
