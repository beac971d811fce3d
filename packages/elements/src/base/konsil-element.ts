import { wordsFor, type Words } from "@konsil/look";
import type { Intent, Locale } from "@konsil/protocol";
import { LitElement } from "lit";
import { property } from "lit/decorators.js";

/** What every element of Konsil is: it speaks a language, and says what a person wants. Only the app acts on it. */
export class KonsilElement extends LitElement {
  @property() locale: Locale = "de";

  protected get words(): Words {
    return wordsFor(this.locale);
  }

  protected intent(detail: Intent): void {
    this.dispatchEvent(new CustomEvent<Intent>("konsil-intent", { detail, bubbles: true, composed: true }));
  }
}
