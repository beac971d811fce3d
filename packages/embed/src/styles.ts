/** In pixels: the host page's root font size is its own affair. Colours are the design tokens of the theme. */
export const embedCss = `
:host { all: initial; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  --font: "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
.launcher, .panel { position: fixed; inset: auto; margin: 0; padding: 0; border: 0; overflow: visible; z-index: 2147483000; }
.launcher { width: 48px; height: 48px; border-radius: 12px; background: var(--k-accent); color: var(--k-on-accent); cursor: pointer;
  display: grid; place-items: center; box-shadow: var(--k-shadow-2); }
.launcher:hover { background: var(--k-accent-hover); }
.launcher:active { background: var(--k-accent-press); }
.launcher[aria-busy="true"] { cursor: progress; }
[data-theme="contrast"] .launcher, [data-contrast="more"] .launcher { border: 2px solid var(--k-on-accent); }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.badge { position: absolute; top: -6px; right: -6px; min-width: 22px; height: 22px; padding: 0 5px; border-radius: 999px;
  background: var(--k-surface); color: var(--k-accent); border: 2px solid var(--k-accent); display: grid; place-items: center;
  font: 600 12px/16px var(--font); font-variant-numeric: tabular-nums; }
.badge svg { width: 12px; height: 12px; stroke-width: 2.6; }
.bottom-right { right: 16px; bottom: 16px; } .bottom-left { left: 16px; bottom: 16px; }
.top-right { right: 16px; top: 16px; } .top-left { left: 16px; top: 16px; }
.panel { top: 0; bottom: 0; height: 100vh; height: 100dvh; width: var(--width, 400px); max-width: 100vw; max-height: none;
  background: var(--k-surface); color: var(--k-ink); }
.panel.waiting { visibility: hidden; }
.panel.right { right: 0; border-left: var(--k-line-width, 1px) solid var(--k-line); }
.panel.left { left: 0; border-right: var(--k-line-width, 1px) solid var(--k-line); }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; color-scheme: normal; }
.handle { position: absolute; top: 0; bottom: 0; width: 24px; cursor: ew-resize; touch-action: none; z-index: 1; }
.right .handle { left: -18px; } .left .handle { right: -18px; }
.handle::after { content: ""; position: absolute; top: 0; bottom: 0; width: 4px; opacity: .6; }
.right .handle::after { right: 3px; } .left .handle::after { left: 3px; }
.handle:hover::after, .handle:focus-visible::after { background: var(--k-accent); }
.shield { position: absolute; inset: 0; z-index: 2; }
:focus-visible { outline: 2px solid var(--k-focus); outline-offset: 2px; }
.handle:focus-visible { outline-offset: -2px; }
@media (max-width: 479.98px) { .panel.left, .panel.right { width: 100vw; border: 0; } .handle { display: none; } }
@media (forced-colors: active) { .launcher { border: 2px solid ButtonText; } .panel { border: 2px solid CanvasText; } }
@media print { .root { display: none; } }
`;
