import { applyTheme, hostWords } from "@konsil/look";
import { badgeOf, type Status } from "./badge-of.ts";
import type { BootOptions } from "./boot-options.ts";
import { createPageRoom } from "./page-room.ts";
import { createPanelDom, type PanelDom } from "./panel-dom.ts";
import { readPlace, writePlace } from "./place-memory.ts";
import { watchResize } from "./resize.ts";
import { signOf } from "./sign-of.ts";
import { setShown } from "./top-layer.ts";

/** How the chat stands in the page. */
export type Look = Pick<BootOptions, "locale" | "theme" | "side" | "corner" | "pushPage">;

/** Launcher and panel around the frame: open or closed, how wide, at which side. Knows nothing of what is inside. */
export class PanelShell {
  readonly dom: PanelDom;
  readonly #room = createPageRoom();
  readonly #onShown: (isOpen: boolean) => void;
  readonly #end: AbortController;
  #theme: AbortController | null = null;
  #look: Look;
  #status: Status | null = null;
  #isOpen: boolean;
  #isReady = false;
  #wantsFocus = false;
  #widthPx: number;
  #returnFocus: HTMLElement | null = null;

  constructor(frameUrl: string, look: Look, isOpenAtFirst: boolean, onShown: (isOpen: boolean) => void) {
    this.#end = new AbortController();
    this.#onShown = onShown;
    this.#look = look;
    this.dom = createPanelDom(frameUrl);
    const place = readPlace();
    this.#widthPx = place.widthPx;
    this.#isOpen = place.isOpen ?? isOpenAtFirst;
    this.#listen();
    this.setLook(look);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The frame has answered: only from now on does anything lie over the page. */
  setReady(): void {
    this.#isReady = true;
    this.#draw();
    if (this.#wantsFocus) this.#focusFrame();
    this.#wantsFocus = false;
  }

  setStatus(status: Status | null): void {
    this.#status = status;
    this.#drawBadge();
  }

  setLook(look: Look): void {
    const isOtherTheme = this.#theme === null || this.#look.theme !== look.theme;
    this.#look = look;
    const { root, panel, launcher, frame, handle } = this.dom;
    const words = hostWords[look.locale];
    if (isOtherTheme) {
      this.#theme?.abort();
      this.#theme = new AbortController();
      applyTheme(root, look.theme, this.#theme.signal);
    }
    root.lang = look.locale;
    panel.setAttribute("aria-label", words.panel);
    frame.title = words.frame;
    handle.setAttribute("aria-label", words.resize);
    panel.className = `panel ${look.side}`;
    launcher.className = `launcher ${look.corner}`;
    this.#draw();
  }

  show(isOpen: boolean): void {
    if (this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    writePlace(this.#widthPx, isOpen);
    if (isOpen) this.#returnFocus = focusedInPage(this.dom.container);
    this.#draw();
    this.#onShown(isOpen);
    if (!isOpen) this.#giveFocusBack();
    else if (this.#isReady) this.#focusFrame();
    else this.#wantsFocus = true;
  }

  /** Out of sight at once; the frame may still have something to end. */
  vanish(): void {
    this.dom.root.hidden = true;
    this.#room.set(this.#look.side, null);
  }

  remove(): void {
    this.#end.abort();
    this.#theme?.abort();
    this.#room.remove();
    this.dom.container.remove();
  }

  #listen(): void {
    const { signal } = this.#end;
    const { launcher, handle, zone } = this.dom;
    launcher.addEventListener("click", () => this.show(true), { signal });
    watchResize({
      handle,
      shield: zone,
      side: () => this.#look.side,
      width: () => this.#widthPx,
      setWidth: (widthPx) => this.#resize(widthPx),
      signal,
    });
    window.addEventListener(
      "keydown",
      (event) => {
        if (!event.altKey || !event.shiftKey || event.ctrlKey || event.code !== "KeyK" || event.repeat) return;
        event.preventDefault();
        this.show(!this.#isOpen);
      },
      { signal },
    );
  }

  #resize(widthPx: number): void {
    this.#widthPx = widthPx;
    writePlace(widthPx, this.#isOpen);
    this.#draw();
  }

  /** Only classes and properties change: the frame itself is never touched again (safety F4). */
  #draw(): void {
    const { root, panel, launcher, handle } = this.dom;
    const { side, pushPage } = this.#look;
    const isSeen = this.#isOpen && this.#isReady;
    root.style.setProperty("--width", `${String(this.#widthPx)}px`);
    handle.setAttribute("aria-valuenow", String(this.#widthPx));
    panel.classList.toggle("waiting", !this.#isReady);
    setShown(panel, this.#isOpen);
    setShown(launcher, !isSeen);
    launcher.setAttribute("aria-busy", String(this.#isOpen && !this.#isReady));
    this.#room.set(side, this.#isOpen && pushPage ? this.#widthPx : null);
    this.#drawBadge();
  }

  #drawBadge(): void {
    const { badge, launcher } = this.dom;
    const { sign, text, label } = badgeOf(this.#status, this.#look.locale);
    badge.replaceChildren(sign === null ? text : signOf(sign));
    badge.hidden = sign === null && text === "";
    launcher.setAttribute("aria-label", label);
    launcher.title = label;
  }

  /** In a task of its own: Firefox gives no frame the focus while a key is being handled. */
  #focusFrame(): void {
    setTimeout(() => {
      if (this.#isOpen && !this.#end.signal.aborted) this.dom.frame.focus();
    });
  }

  #giveFocusBack(): void {
    const before = this.#returnFocus;
    this.#returnFocus = null;
    if (before?.isConnected === true) before.focus();
    else this.dom.launcher.focus();
  }
}

/** Where in the page the focus stood; null when it stood nowhere or with us. */
function focusedInPage(ours: HTMLElement): HTMLElement | null {
  const { activeElement } = document;
  const isOfPage = activeElement instanceof HTMLElement && activeElement !== document.body && activeElement !== ours;
  return isOfPage ? activeElement : null;
}
