import { css, html, type PropertyValues, type TemplateResult } from "lit";
import { KonsilElement } from "../base/konsil-element.ts";

/**
 * A modal sheet at the bottom of the panel. The browser's own `<dialog>` keeps the focus inside and everything else inert.
 * The first focus is on the heading, so a stray Enter does nothing; Escape asks to close and never confirms; the focus
 * goes back to where it came from.
 */
export abstract class Modal extends KonsilElement {
  #cameFrom: HTMLElement | null = null;

  protected abstract get heading(): string;
  protected abstract renderContent(): TemplateResult;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#cameFrom = focusedElement();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const back = this.#cameFrom;
    this.#cameFrom = null;
    if (back?.isConnected === true) back.focus();
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-modal="true"
      aria-labelledby="heading"
      @cancel=${(event: Event) => {
        // The app closes it by taking the view away; until then it stays.
        event.preventDefault();
        this.close();
      }}
    >
      <h2 id="heading" tabindex="-1">${this.heading}</h2>
      ${this.renderContent()}
    </dialog>`;
  }

  protected override firstUpdated(changed: PropertyValues<this>): void {
    super.firstUpdated(changed);
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog === null || !this.isConnected) return;
    dialog.showModal();
    this.renderRoot.querySelector<HTMLElement>("#heading")?.focus();
  }

  protected readonly close = (): void => {
    this.intent({ do: "closeDialog" });
  };
}

/** The element with the focus, through all shadow roots. */
function focusedElement(): HTMLElement | null {
  let found = document.activeElement;
  for (let inner = found; inner !== null; inner = inner.shadowRoot?.activeElement ?? null) found = inner;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

export const modalStyles = css`
  dialog {
    width: 100%;
    max-width: 480px;
    max-height: calc(100% - 24px);
    margin: auto auto 0;
    padding: 0;
    border: var(--k-line-width) solid var(--k-line);
    border-bottom: 0;
    border-radius: var(--k-r-panel) var(--k-r-panel) 0 0;
    background: var(--k-raised);
    color: var(--k-ink);
    box-shadow: var(--k-shadow-3);
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: var(--k-scrim);
  }
  h2 {
    padding: 14px 16px 8px;
    font: var(--k-text-head);
    flex: none;
  }
  h2:focus-visible {
    outline-offset: -6px;
    border-radius: var(--k-r-panel);
  }
  .text {
    padding: 0 16px;
    color: var(--k-ink-2);
    overflow-wrap: anywhere;
  }
  .plates {
    display: grid;
    gap: 10px;
    padding: 12px 16px 4px;
  }
  .label {
    font: 600 0.75rem/1rem var(--k-font);
    color: var(--k-ink-3);
  }
  .buttons {
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin-top: 14px;
    padding: 12px 16px 16px;
    border-top: var(--k-line-width) solid var(--k-line);
  }
  .buttons.beside {
    flex-direction: row;
    flex-wrap: wrap;
    justify-content: flex-end;
    border-top: 0;
    margin-top: 0;
  }
`;
