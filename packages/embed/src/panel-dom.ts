import { hostWords, icons } from "@konsil/look";
import type { Locale } from "@konsil/protocol";
import { embedCss } from "./styles.ts";

/** Everything of ours in the host page: one container outside the page's own nodes, with a closed shadow root. */
export interface PanelDom {
  readonly container: HTMLElement;
  readonly root: HTMLElement;
  readonly launcher: HTMLButtonElement;
  readonly badge: HTMLElement;
  readonly panel: HTMLElement;
  readonly handle: HTMLElement;
  readonly zone: HTMLElement;
}

export function createPanelDom(locale: Locale): PanelDom {
  const words = hostWords[locale];
  const container = document.createElement("div");
  const shadow = container.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(embedCss);
  // No <style> and no style attributes: a strict style-src of the host would block them.
  shadow.adoptedStyleSheets = [sheet];
  const root = element("div", "root");
  root.lang = locale;
  const launcher = element("button", "launcher");
  launcher.type = "button";
  launcher.append(signOf("mark"));
  const badge = element("span", "badge");
  badge.hidden = true;
  launcher.append(badge);
  const panel = element("div", "panel");
  panel.setAttribute("role", "complementary");
  panel.setAttribute("aria-label", words.panel);
  const handle = element("div", "handle");
  handle.tabIndex = 0;
  handle.setAttribute("role", "separator");
  handle.setAttribute("aria-orientation", "vertical");
  handle.setAttribute("aria-label", words.resize);
  const zone = element("div", "shield");
  zone.hidden = true;
  panel.append(handle, zone);
  root.append(panel, launcher);
  shadow.append(root);
  document.documentElement.append(container);
  return { container, root, launcher, badge, panel, handle, zone };
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

export function signOf(name: "mark" | "warn" | "offline"): SVGElement {
  // Our own constant markup, parsed as an image and not as the page's HTML: Trusted Types of the host stay satisfied.
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true">${icons[name]}</svg>`;
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return document.importNode(parsed, true) as unknown as SVGElement;
}

/** The launcher and the panel stand above everything, where the browser has a top layer. */
export function setShown(node: HTMLElement, isShown: boolean): void {
  node.hidden = !isShown;
}
