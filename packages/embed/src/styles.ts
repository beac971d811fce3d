/** In pixels: the host page's root font size is its own affair. Colours of the design tokens, by theme. */
export const embedCss = `
:host { all: initial; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  --accent: #0b5966; --accent-hover: #08464f; --on: #fff; --surface: #fff; --line: #d3dde0; --focus: #1747c9; --ink: #12252c;
  --font: "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
.root[data-theme="dark"] { --accent: #6bc4cf; --accent-hover: #8ad5de; --on: #04242a; --surface: #162226; --line: #2a3a40; --focus: #a9c1ff; --ink: #e6eef0; }
.root[data-theme="contrast"] { --accent: #003f4a; --accent-hover: #00272e; --line: #000; --focus: #0022b8; --ink: #000; }
.launcher, .panel { position: fixed; margin: 0; border: 0; padding: 0; inset: auto; z-index: 2147483000; }
.launcher { width: 48px; height: 48px; border-radius: 10px; background: var(--accent); color: var(--on); cursor: pointer;
  display: grid; place-items: center; box-shadow: 0 4px 16px rgb(10 26 32 / .16); overflow: visible; }
.launcher:hover { background: var(--accent-hover); }
.launcher svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.launcher .badge { position: absolute; top: -6px; right: -6px; min-width: 20px; height: 20px; padding: 0 5px; border-radius: 999px;
  background: #fff; color: #0b5966; border: 2px solid #0b5966; font: 600 12px/16px var(--font); text-align: center; font-variant-numeric: tabular-nums; }
.launcher .badge svg { width: 12px; height: 12px; margin-top: 2px; stroke-width: 2.6; }
.launcher.bottom-right { right: 16px; bottom: 16px; } .launcher.bottom-left { left: 16px; bottom: 16px; }
.launcher.top-right { right: 16px; top: 16px; } .launcher.top-left { left: 16px; top: 16px; }
.panel { top: 0; bottom: 0; height: 100vh; height: 100dvh; width: var(--width, 400px); max-width: 100vw; max-height: none;
  background: var(--surface); color: var(--ink); overflow: hidden; }
.panel.right { right: 0; border-left: 1px solid var(--line); } .panel.left { left: 0; border-right: 1px solid var(--line); }
.panel iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: transparent; color-scheme: normal; }
.handle { position: absolute; top: 0; bottom: 0; width: 24px; cursor: ew-resize; touch-action: none; background: none; border: 0; padding: 0; z-index: 1; }
.panel.right .handle { left: -18px; } .panel.left .handle { right: -18px; }
.panel.right .handle { left: 0; width: 6px; } .panel.left .handle { right: 0; width: 6px; }
.handle:hover, .handle:focus-visible { background: var(--accent); opacity: .5; }
.shield { position: absolute; inset: 0; z-index: 2; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.handle:focus-visible { outline-offset: -2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) { .panel { width: 100vw; border: 0; } .handle { display: none; } }
@media (forced-colors: active) { .launcher { border: 2px solid ButtonText; } .panel { border: 2px solid CanvasText; } }
`;
