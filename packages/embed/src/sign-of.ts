import { icons, type IconName } from "@konsil/look";

const SVG = "http://www.w3.org/2000/svg";

/** An icon made node by node: a page with Trusted Types refuses to have markup parsed. */
export function signOf(name: IconName): SVGElement {
  const sign = document.createElementNS(SVG, "svg");
  sign.setAttribute("viewBox", "0 0 24 24");
  sign.setAttribute("aria-hidden", "true");
  // Our own constant markup: empty elements with plain attributes.
  for (const [, tag = "", attributes = ""] of icons[name].matchAll(/<([a-z]+)([^>]*?)\/?>/g)) {
    const shape = document.createElementNS(SVG, tag);
    for (const [, key = "", value = ""] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) shape.setAttribute(key, value);
    sign.append(shape);
  }
  return sign;
}
