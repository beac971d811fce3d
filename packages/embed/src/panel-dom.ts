import { tokensCss } from "@konsil/look";
import { MAX_WIDTH_PX, MIN_WIDTH_PX } from "./place-memory.ts";
import { signOf } from "./sign-of.ts";
import { embedCss } from "./styles.ts";

/** Everything of ours in the host page: one container outside the page's own nodes, with a closed shadow root. */
export interface PanelDom {
  readonly container: HTMLElement;
  readonly root: HTMLElement;
  readonly launcher: HTMLButtonElement;
  readonly badge: HTMLElement;
  readonly panel: HTMLElement;
  readonly frame: HTMLIFrameElement;
  readonly handle: HTMLElement;
  readonly zone: HTMLElement;
}

/** Builds it whole, the frame inside before anything is attached: it is never appended a second time (safety F4). */
export function createPanelDom(frameUrl: string): PanelDom {
  const container = element("div", "");
  const shadow = container.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokensCss + embedCss);
  // No <style> and no style attributes: a strict style-src of the host would block them.
  shadow.adoptedStyleSheets = [sheet];
  const root = element("div", "root");
  const launcher = element("button", "launcher");
  launcher.type = "button";
  const badge = element("span", "badge");
  badge.hidden = true;
  launcher.append(signOf("mark"), badge);
  const panel = element("div", "panel");
  panel.setAttribute("role", "complementary");
  const frame = element("iframe", "");
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "no-referrer";
  frame.src = frameUrl;
  const handle = createHandle();
  const zone = element("div", "shield");
  zone.hidden = true;
  panel.append(frame, handle, zone);
  root.append(panel, launcher);
  shadow.append(root);
  document.documentElement.append(container);
  return { container, root, launcher, badge, panel, frame, handle, zone };
}

function createHandle(): HTMLElement {
  const handle = element("div", "handle");
  handle.tabIndex = 0;
  handle.setAttribute("role", "separator");
  handle.setAttribute("aria-orientation", "vertical");
  handle.setAttribute("aria-valuemin", String(MIN_WIDTH_PX));
  handle.setAttribute("aria-valuemax", String(MAX_WIDTH_PX));
  return handle;
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  return made;
}
